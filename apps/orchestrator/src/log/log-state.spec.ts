import { describe, expect, it } from '@jest/globals';
import type { EntryDocument } from './entry.document.js';
import { KnownLogs } from './known-logs.js';
import { emptyLog, tailLength, withAppended, withEnded, withUpdated } from './log-state.js';

const entry = (seq: number, more: Partial<EntryDocument> = {}): EntryDocument => ({
  id: `id-${seq}`,
  tenant: 't',
  version: 1,
  session_id: 's',
  seq,
  epoch: 0,
  kind: 'customer_message',
  author: { kind: 'customer', id: 'c' },
  text: 'hello',
  language: 'en',
  at: '2026-01-01T00:00:00.000Z',
  ...more,
});
const opened = (seq: number): EntryDocument =>
  entry(seq, { turn: { state: 'open', holder: 'h', attempts: 1 }, open_until: 9 });
const answer = (seq: number): EntryDocument => entry(seq, { kind: 'bot_message', language: 'tr' });

describe('the state of a log', () => {
  it('follows what is appended: number, language, what is open, what the bot said', () => {
    const asked = withAppended(emptyLog, opened(1))!;
    expect(asked).toMatchObject({ seq: 1, open: [{ id: 'id-1' }], bot: undefined });
    const answered = withAppended(asked, answer(2))!;
    expect(answered).toMatchObject({ seq: 2, language: 'tr', bot: { id: 'id-2' } });
  });

  it('is not known any more when a number is left out', () => {
    expect(withAppended(emptyLog, entry(2))).toBeUndefined();
  });

  it('takes the owner and the epoch of a change of owner', () => {
    const owner = { kind: 'agent', agent_id: 'a' } as const;
    const state = withAppended(withAppended(emptyLog, entry(1))!, entry(2, { kind: 'owner_change', epoch: 2, owner }))!;
    expect(state).toMatchObject({ epoch: 2, owner });
    expect(withAppended(state, entry(3, { epoch: 2 }))).toMatchObject({ epoch: 2, owner });
  });

  it('closes what is no longer open, and passes over an older version', () => {
    const state = withAppended(emptyLog, opened(1))!;
    const ended = { ...opened(1), version: 3, turn: { state: 'answered', answer_seq: 2 } } as const;
    const closed = withUpdated(state, ended);
    expect(closed).toMatchObject({ open: [], tail: [{ version: 3 }] });
    expect(withUpdated(closed, { ...opened(1), version: 2 })).toEqual(closed);
  });

  it('leaves open what an answer did not end', () => {
    const both = withAppended(withAppended(emptyLog, opened(1))!, opened(2))!;
    expect(withEnded(both, [opened(1)])).toEqual({ ...both, open: [opened(2)] });
  });

  it('holds the last entries only, and the last word of the bot however far back it is', () => {
    let state = withAppended(emptyLog, answer(1))!;
    for (let seq = 2; seq <= 100; seq++) state = withAppended(state, entry(seq))!;
    expect(state.tail).toHaveLength(tailLength);
    expect(state).toMatchObject({ seq: 100, bot: { seq: 1 } });
  });
});

describe('what is known of logs', () => {
  it('is not overtaken by a read that took longer than a write', () => {
    const known = new KnownLogs();
    known.learn('t', 's', emptyLog);
    known.appended(entry(1));
    expect(known.learn('t', 's', emptyLog)).toMatchObject({ seq: 1 });
  });

  it('is forgotten when somebody else wrote in between', () => {
    const known = new KnownLogs();
    known.learn('t', 's', emptyLog);
    known.appended(entry(2));
    expect(known.get('t', 's')).toBeUndefined();
  });

  it('is one company’s', () => {
    const known = new KnownLogs();
    known.learn('t', 's', withAppended(emptyLog, entry(1))!);
    expect(known.get('other', 's')).toBeUndefined();
  });
});
