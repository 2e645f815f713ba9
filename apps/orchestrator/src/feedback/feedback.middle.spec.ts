import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateSession, GiveFeedback, SendMessage, newId, type Entry, type Feedback } from '@parley/contracts';
import type { Call, FleetConnection } from '@parley/messaging';
import { type TokenSigner, refusal } from '@parley/testing';
import { composed, script } from '../testing/parties.js';
import { Scene } from '../testing/scene.js';
import { FeedbackAnswers } from './feedback.answers.js';

describe('thumbs on answers (real: broker, SQLite, orchestrator; scripted: nlu, llm)', () => {
  const tenant = newId();
  const customer = { tenant, id: newId() };
  let scene: Scene;
  let signer: TokenSigner;
  let gateway: FleetConnection;
  let question: Entry;
  let answer: Entry;

  beforeAll(async () => {
    scene = await Scene.start({ orchestrators: 1, asking: ['nlu', 'llm'] });
    ({ signer, gateway } = scene);
    script.compose = async ({ text }) => composed(`about ${text}`);
    const call = await signer.call(customer);
    const { id: session_id } = await gateway.fleet.ask(CreateSession, {}, call);
    const draft = { session_id, text: 'delivery', client_message_id: newId(), wait_ms: 15_000 };
    const outcome = await gateway.fleet.ask(SendMessage, draft, call);
    [question, answer] = [outcome.message, outcome.answer!];
  }, 60_000);

  afterAll(() => scene.end(), 60_000);

  const judge = async (given: Omit<Feedback, 'message_id'>, message_id = answer.id, call?: Call) =>
    gateway.fleet.ask(GiveFeedback, { message_id, ...given }, call ?? (await signer.call(customer)));
  const kept = async () => {
    const { feedback } = scene.orchestrators[0]!.app.get(FeedbackAnswers);
    return feedback.find(tenant, { index: 'by_message', where: { message_id: answer.id }, limit: 5 });
  };

  it('stand as they were said last, with the words of that time alone', async () => {
    const { id } = await judge({ thumbs: 'down', comment: 'not what I asked' });
    expect(await judge({ thumbs: 'up' })).toEqual({ id, message_id: answer.id, thumbs: 'up' });
    const [only, ...more] = await kept();
    expect(only).toMatchObject({ id, thumbs: 'up', version: 2 });
    expect(only).not.toHaveProperty('comment');
    expect(more).toEqual([]);
  });

  it('are all written where several come at the same moment', async () => {
    const version = (await kept())[0]!.version;
    await Promise.all(['up', 'down', 'up', 'down'].map((thumbs) => judge({ thumbs: thumbs as 'up' })));
    expect(await kept()).toMatchObject([{ version: version + 4 }]);
  });

  it('are for the answers of one’s own sessions only', async () => {
    const others = [await signer.call({ tenant }), await signer.call({ tenant: newId() })];
    for (const call of others)
      expect(await refusal(judge({ thumbs: 'up' }, answer.id, call))).toBe('message.not_found');
    for (const id of [question.id, newId()])
      expect(await refusal(judge({ thumbs: 'up' }, id))).toBe('message.not_found');
  });
});
