import { describe, expect, it } from '@jest/globals';
import { newId, type MessageOutcome } from '@parley/contracts';
import { Admission } from '../admission/admission.js';
import { answered, type Doorway } from './doorway.js';
import { EventReader } from './event-reader.js';
import { ask } from './http-client.js';
import { script } from './parties.js';

/** What becomes of a message at the door: of a visitor's, of a customer's, of one too many. */
export function turnsSuite(at: Doorway): void {
  describe('a visitor', () => {
    const widget = (key: string) => ({ 'x-parley-widget-key': key, 'idempotency-key': 'once' });

    it('gets a token and a session for the widget key; one key goes to both', async () => {
      const reply = await ask(at.url, 'POST', '/api/v1/chat/sessions/initialize', {
        headers: widget('wk_known'),
        body: {},
      });
      expect(reply).toMatchObject({
        status: 200,
        data: { session_id: expect.anything(), visitor_token: expect.anything() },
      });
      expect(script.keys).toEqual(
        new Map([
          ['admit', 'once'],
          ['create', 'once'],
        ]),
      );
    });

    it('gets nothing for another key, or none', async () => {
      const initialize = (headers: Record<string, string>) =>
        ask(at.url, 'POST', '/api/v1/chat/sessions/initialize', { headers, body: {} });
      expect(await initialize(widget('wk_other'))).toMatchObject({ status: 401, code: 'auth.widget_key_unknown' });
      expect(await initialize({})).toMatchObject({ status: 401, code: 'auth.required' });
    });

    it('asks in one shot, and goes on with the token', async () => {
      const first = await ask(at.url, 'POST', '/api/v1/chat', {
        headers: widget('wk_known'),
        body: { message: 'hi' },
      });
      const { session_id, visitor_token } = first.data as { session_id: string; visitor_token: string };
      expect(first).toMatchObject({ status: 200, data: { status: 'done', answer: { text: expect.anything() } } });
      const body = { message: 'and?', session_id };
      const again = await ask(at.url, 'POST', '/api/v1/chat', {
        headers: { authorization: `Bearer ${visitor_token}` },
        body,
      });
      expect(again).toMatchObject({ status: 200, data: { session_id } });
      expect(again.data).not.toHaveProperty('visitor_token');
      const stranger = await ask(at.url, 'POST', '/api/v1/chat', { headers: widget('wk_known'), body });
      expect(stranger).toMatchObject({ status: 401, code: 'auth.required' });
    });
  });

  describe('a message', () => {
    it('is known by client_message_id, else by Idempotency-Key, else by one of ours', async () => {
      const id = async (body: object, headers = {}) => {
        const { data } = await at.send({ message: 'x', ...body }, headers);
        return (data.message as { client_message_id: string }).client_message_id;
      };
      expect(await id({ client_message_id: 'mine' }, { 'idempotency-key': 'key' })).toBe('mine');
      const metadata = { client_message_id: 'within', timestamp: new Date().toISOString() };
      expect(await id({ message_type: 'text', metadata }, { 'idempotency-key': 'key' })).toBe('within');
      expect(await id({}, { 'idempotency-key': 'key' })).toBe('key');
      expect(await id({})).toMatch(/^[0-9a-f-]{36}$/);
    });

    it('is 202 while it is not answered', async () => {
      script.send = async (draft) => ({ ...answered(draft), status: 'pending', answer: undefined }) as never;
      const reply = await at.send({ message: 'x' });
      expect(reply).toMatchObject({ status: 202, data: { status: 'pending', seq: 1, message_id: expect.anything() } });
    });

    it('is told as events when they are accepted: accepted before the work is done', async () => {
      let done = (): void => undefined;
      const worked = new Promise<void>((resolve) => (done = resolve));
      script.send = async (draft) => {
        const outcome = answered(draft);
        if (draft.wait_ms === 0) return { ...outcome, status: 'pending', answer: undefined } as never;
        await worked;
        return outcome;
      };
      const headers = { ...at.bearer, accept: 'text/event-stream', 'content-type': 'application/json' };
      const reader = await EventReader.open(`${at.url}${at.path}`, headers, { message: 'x' });
      await reader.until(({ ids }) => ids.includes('1.0'));
      expect(reader.events).toHaveLength(1);
      done();
      await reader.until(({ over }) => over);
      expect(reader.events.map(({ type }) => type)).toEqual(['accepted', 'delta', 'delta', 'message']);
    });

    it('is a state when a person has the session', async () => {
      const owner = { kind: 'agent', agent_id: newId() } as const;
      script.send = async (draft) => ({ ...answered(draft), answer: undefined, owner }) as never;
      const headers = { ...at.bearer, accept: 'text/event-stream', 'content-type': 'application/json' };
      const reader = await EventReader.open(`${at.url}${at.path}`, headers, { message: 'x' });
      await reader.until(({ over }) => over);
      expect(reader.events).toMatchObject([{ type: 'accepted' }, { type: 'state', data: { data: { owner } } }]);
    });
  });

  describe('more turns than can be taken', () => {
    /** Takes every place there is; they are given back when it is called. */
    const crowd = (): (() => void) => {
      const ends: (() => void)[] = [];
      const over = () =>
        new Promise<MessageOutcome>((resolve) => ends.push(() => resolve({ status: 'done' } as never)));
      const admission = at.door.app.get(Admission);
      while (!admission.refuses()) void admission.turn(over);
      return () => ends.forEach((end) => end());
    };

    it.each([
      ['a message', () => at.path],
      ['a one-shot question', () => '/api/v1/chat'],
      ['a stream', () => '/api/v1/chat/stream'],
    ])('refuses %s before it is read, with a time to come again', async (_what, address) => {
      let asked = 0;
      script.send = async (draft) => (asked++, answered(draft));
      const leave = crowd();
      const headers = { ...at.bearer, origin: 'https://shop.example' };
      const reply = await ask(at.url, 'POST', address(), { headers, body: { message: 'x' } });
      leave();
      expect(reply).toMatchObject({ status: 503, code: 'fleet.overloaded', details: { retry_after_s: 1 } });
      expect(reply.headers.get('retry-after')).toBe('1');
      expect(reply.headers.get('access-control-allow-origin')).toBe(headers.origin);
      expect(asked).toBe(0);
      expect(await at.send({ message: 'x' })).toMatchObject({ status: 200 });
    });

    it('takes back the place of what was no turn after all', async () => {
      const leave = crowd();
      leave();
      const wrong = () => ask(at.url, 'POST', at.path, { headers: at.bearer, body: { text: 'x' } });
      await Promise.all(Array.from({ length: 30 }, wrong));
      expect(at.door.app.get(Admission).underWay).toBeLessThan(5);
    });

    it('refuses nothing else', async () => {
      script.logs.set(at.path.split('/')[5]!, []);
      const leave = crowd();
      expect(await ask(at.url, 'GET', at.path, { headers: at.bearer })).toMatchObject({ status: 200 });
      leave();
    });
  });
}
