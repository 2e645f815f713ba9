import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Entry, type IngestionJob, newId } from '@parley/contracts';
import {
  type Company,
  type ModelDouble,
  type RunningFleet,
  says,
  signUpCompany,
  startFleet,
  startModelDouble,
} from '@parley/testing';
import { type Received, readEvents } from './faults/sse.js';

const sentences = [
  'You can return anything within 30 days [1].',
  'Opened food is not taken back [1].',
  'The parcel back costs 49.90 TL [1].',
  'We pay the money back within 14 days [1].',
];
const article = `# Returning an item\n\n${sentences.map((sentence) => sentence.replace(' [1]', '')).join(' ')}\n`;
const whole = sentences.map((sentence) => sentence.replace(' [1]', '')).join(' ');

interface Event extends Received {
  readonly data: { readonly id?: string; readonly data: Entry & { readonly part?: number } };
  readonly at: number;
}
interface Visit {
  readonly session_id: string;
  readonly token: string;
}

describe('answers of a model, as they are written (real: the whole fleet, SDKs; double: providers)', () => {
  let fleet: RunningFleet;
  let double: ModelDouble;
  let company: Company;

  beforeAll(async () => {
    double = await startModelDouble();
    const variables = { ...double.variables, PARLEY_LLM_CHAIN: 'openai:first,bedrock:second' };
    fleet = await startFleet({ variables, replicas: { orchestrator: 2 } });
    company = await signUpCompany(fleet.api);
    const { owner_token: token } = company;
    const body = { name: 'returns.md', content: article };
    const { job_id } = await fleet.api.data<IngestionJob>('POST', '/knowledge-base/documents/ingest', { token, body });
    for (let status = ''; status !== 'done';)
      ({ status } = await fleet.api.data<IngestionJob>('GET', `/knowledge-base/documents/ingest/${job_id}/status`, {
        token,
      }));
  }, 120_000);
  afterAll(async () => {
    await fleet.stop();
    await double.close();
  }, 60_000);

  /** A new visitor's session. */
  const visit = async (): Promise<Visit> => {
    const { widget_key } = company;
    const body = { message: 'hello' };
    const { session_id, visitor_token } = await fleet.api.data<{ session_id: string; visitor_token: string }>(
      'POST',
      '/chat',
      { widget_key, body },
    );
    return { session_id, token: visitor_token };
  };
  const follow = async (
    { session_id, token }: Visit,
    done: (event: Event) => boolean,
    last_event_id?: string,
  ): Promise<Event[]> => {
    const events: Event[] = [];
    const headers = { authorization: `Bearer ${token}`, ...(last_event_id ? { 'last-event-id': last_event_id } : {}) };
    const url = `${fleet.api.url}/api/v1/chat/sessions/${session_id}/events`;
    await readEvents({ url, headers, silence_ms: 30_000 }, (received) => {
      const event = { ...received, at: performance.now() } as Event;
      events.push(event);
      return done(event);
    });
    return events;
  };
  const send = ({ session_id, token }: Visit, message: string) => {
    const body = { message, client_message_id: newId() };
    return fleet.api.data<{ status: string; answer?: Entry }>('POST', `/chat/sessions/${session_id}/messages`, {
      token,
      body,
    });
  };
  const question = 'within how many days can I return an item?';
  /** The answer to the question: the session's fourth entry. */
  const ofAnswer = (events: readonly Event[]) => events.filter(({ data }) => data.id?.startsWith('4.'));
  const textOf = (events: readonly Event[]) =>
    events.flatMap(({ type, data }) => (type === 'delta' ? data.data.text : [])).join('');
  const isEnd = ({ type, data }: Event) => type === 'message' && data.id!.startsWith('4.');
  const slowly = () => (double.script = () => says(sentences.join(' '), { between_ms: 60 }));

  it('come sentence by sentence, and a reader goes on between two of them', async () => {
    slowly();
    const guest = await visit();
    const sent = send(guest, question);
    const first = await follow(guest, ({ data }) => data.id === '4.2');
    const rest = await follow(guest, isEnd, '4.2');
    const events = [...ofAnswer(first), ...ofAnswer(rest)];
    expect(events.map(({ data }) => data.id)).toEqual(['4.1', '4.2', '4.3', '4.4', '4.5']);
    expect(textOf(events)).toBe(whole);
    expect(events[3]!.at - events[0]!.at).toBeGreaterThan(500);
    const { answer } = await sent;
    expect(answer).toMatchObject({ text: whole, method: 'llm', cost: { output_tokens: expect.any(Number) } });
    expect(answer!.citations!.map(({ quote }) => quote)).toEqual(
      sentences.map((sentence) => sentence.replace(' [1]', '')),
    );
  }, 30_000);

  it('come with the request for them, too', async () => {
    slowly();
    const { session_id, token } = await visit();
    const events: Event[] = [];
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ message: question, client_message_id: newId() });
    const url = `${fleet.api.url}/api/v1/chat/sessions/${session_id}/messages`;
    await readEvents({ url, method: 'POST', headers, body, silence_ms: 30_000 }, (received) => {
      events.push({ ...received, at: performance.now() } as Event);
      return false;
    });
    const answer = ofAnswer(events);
    expect(answer.map(({ data }) => data.id)).toEqual(['4.1', '4.2', '4.3', '4.4', '4.5']);
    expect(answer[3]!.at - answer[0]!.at).toBeGreaterThan(500);
  }, 30_000);

  it.each([
    ['the orchestrators', ['orchestrator', 'orchestrator-2']],
    ['llm', ['llm']],
    ['the bus', ['nats-server']],
  ])(
    'are finished when %s died over them, and nothing is unsaid',
    async (_, victims) => {
      slowly();
      const guest = await visit();
      void send(guest, question).catch(() => undefined);
      const events = await follow(guest, (event) => {
        if (event.data.id === '4.2') for (const victim of victims) fleet.supervisor.kill(victim, 'SIGKILL');
        return isEnd(event);
      });
      const answer = ofAnswer(events);
      const { text, cut = false, parts = [] } = answer.at(-1)!.data.data;
      // where a busy machine does not bring the service back within the turn's time, the answer ends as it is
      expect(cut ? whole.slice(0, text.length) : whole).toBe(text);
      expect(textOf(answer)).toBe(text);
      expect(answer.map(({ data }) => data.id)).toEqual([...parts, 0].map((_, part) => `4.${part + 1}`));
    },
    60_000,
  );
});
