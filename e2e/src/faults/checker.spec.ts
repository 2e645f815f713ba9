import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@parley/contracts';
import { checkConversation, checkCounts } from './checker.js';
import type { Conversation } from './record.js';

const session_id = 's';
const entry = (seq: number, fields: Partial<Entry>): Entry =>
  ({ id: `e${seq}`, session_id, seq, epoch: 0, text: `t${seq}`, ...fields }) as Entry;
const message = (seq: number, client_message_id: string): Entry =>
  entry(seq, { kind: 'customer_message', client_message_id });
const answer = (seq: number, ...answers: string[]): Entry => entry(seq, { kind: 'bot_message', answers });
const conversation = (history: Entry[], streamed = history): Conversation => ({
  session_id,
  sent: [
    { client_message_id: 'a', text: 't1', accepted: true },
    { client_message_id: 'b', text: 't3', accepted: true },
  ],
  history,
  streamed,
});
const good = [message(1, 'a'), answer(2, 'e1'), message(3, 'b'), answer(4, 'e3')];
const kinds = (history: Entry[], streamed?: Entry[]) => [
  ...new Set(checkConversation(conversation(history, streamed)).map(({ kind }) => kind)),
];

describe('checkConversation', () => {
  it('finds nothing in a whole conversation', () => expect(kinds(good)).toEqual([]));
  it('finds an accepted message that is gone', () =>
    expect(kinds([message(1, 'a'), answer(2, 'e1')])).toEqual(['lost']));
  it('finds a message without an outcome', () => expect(kinds(good.slice(0, 3))).toEqual(['lost']));
  it('finds a message answered twice', () => expect(kinds([...good, answer(5, 'e3')])).toEqual(['doubled']));
  it('finds a message written twice', () => {
    expect(kinds([...good, { ...message(5, 'a'), text: 't1' }, answer(6, 'e5')])).toContain('doubled');
  });
  it('finds a gap in the numbers', () => {
    expect(kinds([...good.slice(0, 3), { ...answer(5, 'e3') }])).toEqual(['reordered']);
  });
  it('finds an entry of another session', () =>
    expect(kinds([...good, entry(5, { kind: 'bot_message', session_id: 'x' })])).toEqual(['foreign']));
  it('finds an entry that the stream left out', () => expect(kinds(good, good.slice(1))).toEqual(['lost']));
  it('finds an entry that the stream gave twice', () => expect(kinds(good, [...good, good[3]!])).toEqual(['doubled']));
  it('finds a stream out of order', () =>
    expect(kinds(good, [good[1]!, good[0]!, good[2]!, good[3]!])).toEqual(['reordered']));
});

describe('checkCounts', () => {
  it('compares with the answered messages', () => {
    expect(checkCounts([conversation(good)], 2)).toEqual([]);
    expect(checkCounts([conversation(good)], 1)).toMatchObject([{ kind: 'lost' }]);
    expect(checkCounts([conversation(good)], 3)).toMatchObject([{ kind: 'doubled' }]);
  });
});
