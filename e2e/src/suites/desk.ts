import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import type { Entry, Handoff, HandoffReceipt, Session } from '@parley/contracts';
import { type Company, type RunningFleet, logIn, signUpCompany } from '@parley/testing';

const password = 'a long enough password';
/** So many agents reach for the same conversation. */
const crowd = 8;

/** Conversations between customers and agents, while handoff and orchestrator are killed with -9. */
export function deskSuite(started: () => RunningFleet): void {
  let fleet: RunningFleet;
  let company: Company;
  /** Tokens of the agents. */
  let agents: string[];

  beforeAll(async () => {
    fleet = started();
    company = await signUpCompany(fleet.api);
    agents = await Promise.all(Array.from({ length: crowd }, (_, number) => hire(number)));
  }, 120_000);

  const hire = async (number: number): Promise<string> => {
    const { slug, owner_token: token } = company;
    const email = `agent${number}@${slug}.example`;
    const body = { email, password, name: `Agent ${number}`, role: 'agent' };
    await fleet.api.data('POST', '/admin/users', { token, body });
    return logIn(fleet.api, { slug, email });
  };
  const visit = async (): Promise<{ id: string; token: string }> => {
    const { widget_key } = company;
    const path = '/chat/sessions/initialize';
    const begun = await fleet.api.data<{ session_id: string; visitor_token: string; session: Session }>('POST', path, {
      widget_key,
      body: { language: 'en', channel: 'mobile' },
    });
    expect(begun.session).toMatchObject({ language: 'en', channel: 'mobile' });
    return { id: begun.session_id, token: begun.visitor_token };
  };
  const until = async <T>(look: () => Promise<T>, good: (found: T) => boolean): Promise<T> => {
    for (let looks = 0; looks < 200; looks += 1) {
      const found = await look().catch(() => undefined);
      if (found !== undefined && good(found)) return found;
      await sleep(100);
    }
    return look();
  };
  const history = async (id: string, token: string): Promise<Entry[]> =>
    (await fleet.api.data<{ items: Entry[] }>('GET', `/chat/sessions/${id}/messages?limit=100`, { token })).items;
  const read = (handoff_id: string) =>
    fleet.api.data<Handoff>('GET', `/handoffs/${handoff_id}`, { token: company.owner_token });
  const callPerson = async ({ id, token }: { id: string; token: string }): Promise<string> => {
    const path = `/chat/sessions/${id}/handoff`;
    const { handoff_id } = await fleet.api.data<HandoffReceipt>('POST', path, { token, body: {} });
    await until(
      () => read(handoff_id),
      ({ state }) => state === 'queued',
    );
    return handoff_id;
  };

  it('brings customer and agent together, and the bot back; no note and no reason is ever shown to the customer', async () => {
    const { id, token } = await visit();
    const [ann, bob] = agents as [string, string];
    const watching = new AbortController();
    let seen = '';
    const stream = fetch(`${fleet.api.url}/api/v1/chat/sessions/${id}/events`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
      signal: watching.signal,
    }).then(async ({ body }) => {
      for await (const part of body!.pipeThrough(new TextDecoderStream())) seen += part;
    });
    const path = `/chat/sessions/${id}/messages`;
    const asked = await fleet.api.data<{ answer: Entry }>('POST', path, {
      token,
      body: { message: 'I want to talk to a person' },
    });
    const handoff_id = asked.answer.handoff!.id;
    expect(asked.answer).toMatchObject({
      kind: 'handoff',
      text: expect.stringContaining('Nobody is online right now'),
    });
    const queue = await until(
      () => fleet.api.data<{ items: Handoff[] }>('GET', '/handoffs', { token: bob }),
      ({ items }) => items.length === 1,
    );
    expect(queue.items[0]).toMatchObject({ id: handoff_id, session_id: id, reason: 'customer_request' });
    await fleet.api.data('PUT', '/agents/me/presence', { token: ann, body: { status: 'online' } });
    await fleet.api.data('POST', `/handoffs/${handoff_id}/accept`, { token: ann });
    expect(await fleet.api.ask('POST', `/handoffs/${handoff_id}/accept`, { token: bob })).toMatchObject({
      status: 409,
      error: { code: 'handoff.taken' },
    });
    await fleet.api.data('POST', `/handoffs/${handoff_id}/notes`, { token: bob, body: { text: 'a SECRET word' } });
    await fleet.api.data('POST', path, { token, body: { message: 'anybody?' } });
    const reply = { text: 'Hello, how can I help?', last_seen_seq: 3 };
    const early = await fleet.api.ask('POST', `/handoffs/${handoff_id}/messages`, { token: ann, body: reply });
    expect(early).toMatchObject({ status: 409, error: { code: 'session.unseen' } });
    expect(early.error!.details['entries']).toMatchObject([{ seq: 4, text: 'anybody?' }]);
    const body = { ...reply, last_seen_seq: 4 };
    await fleet.api.data('POST', `/handoffs/${handoff_id}/messages`, { token: ann, body });
    expect(await fleet.api.data('POST', `/handoffs/${handoff_id}/return`, { token: ann })).toMatchObject({
      state: 'returned',
    });
    const hello = await fleet.api.data<{ answer: Entry }>('POST', path, { token, body: { message: 'hello' } });
    expect(hello.answer).toMatchObject({ kind: 'bot_message', method: 'rule' });
    const feedback = { rating: 5, comment: 'Quick!' };
    await fleet.api.data('POST', `/chat/sessions/${id}/end`, { token, body: { feedback } });
    const told = await history(id, token);
    expect(told.at(-1)).toMatchObject(feedback);
    expect(told.map(({ kind }) => kind)).toEqual([
      'customer_message',
      'handoff',
      'handoff',
      'customer_message',
      'agent_message',
      'handoff',
      'customer_message',
      'bot_message',
      'session_end',
    ]);
    await until(
      async () => seen,
      (text) => text.includes('"session_end"'),
    );
    watching.abort();
    await stream.catch(() => undefined);
    for (const shown of [seen, JSON.stringify(told)]) {
      expect(shown).toContain('Hello, how can I help?');
      expect(shown).not.toContain('SECRET');
      expect(shown).not.toContain('"why"');
      expect(shown).not.toContain('"packet"');
    }
  }, 60_000);

  it.each(['handoff', 'orchestrator', 'handoff'])(
    'gives a conversation to exactly one agent, though %s dies while they reach for it',
    async (victim) => {
      const { id, token } = await visit();
      const handoff_id = await callPerson({ id, token });
      const pid = fleet.supervisor.pid(victim)!;
      const reached = agents.map((agent) =>
        fleet.api.ask('POST', `/handoffs/${handoff_id}/accept`, { token: agent }).catch(() => undefined),
      );
      await sleep(Math.random() * 25);
      fleet.supervisor.kill(victim, 'SIGKILL');
      const replies = await Promise.all(reached);
      await fleet.supervisor.replaced(victim, pid);
      expect(replies.filter((reply) => reply?.status === 200).length).toBeLessThanOrEqual(1);
      const ownerOf = () => fleet.api.data<Session>('GET', `/chat/sessions/${id}`, { token });
      let handoff = await read(handoff_id);
      if (handoff.state === 'queued') {
        await fleet.api.data('POST', `/handoffs/${handoff_id}/accept`, { token: agents[0]! });
        handoff = await read(handoff_id);
      }
      const { owner } = await until(ownerOf, ({ owner: { kind } }) => kind === 'agent');
      expect(owner).toMatchObject({ kind: 'agent', agent_id: handoff.agent!.id });
      const winner = replies.findIndex((reply) => reply?.status === 200);
      if (winner >= 0) expect(replies[winner]!.data).toMatchObject({ agent: { id: owner.agent_id } });
      const joined = (await history(id, token)).filter((entry) => entry.handoff?.state === 'accepted');
      expect(joined).toHaveLength(1);
    },
    60_000,
  );
}
