import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@parley/contracts';
import { checkHistory } from './history-check.js';
import type { Receipt } from './receipt.js';

const customer = (seq: number, id: string): Entry =>
  ({ seq, id, kind: 'customer_message', client_message_id: `client-${id}` }) as Entry;
const bot = (seq: number, ...answers: string[]): Entry =>
  ({ seq, id: `answer-${seq}`, kind: 'bot_message', answers }) as Entry;
const told = (message_id: string, seq: number, answer_seq: number): Receipt => ({
  session_id: 's',
  client_message_id: `client-${message_id}`,
  message_id,
  seq,
  answer_seq,
  method: 'rule',
});

const log = [customer(1, 'a'), bot(2, 'a'), customer(3, 'b'), customer(4, 'c'), bot(5, 'b', 'c')];
const receipts = [told('a', 1, 2), told('b', 3, 5), told('c', 4, 5)];
const none = { lost: 0, misplaced: 0, unanswered: 0, doubled: 0, gaps: 0 };

describe('history of a session against its receipts', () => {
  it.each([
    ['nothing where all is there', log, none],
    ['a message that is not there', [customer(1, 'z'), bot(2, 'z'), ...log.slice(2)], { ...none, lost: 1 }],
    ['an answer that is not there', log.slice(0, 4), { ...none, lost: 2, unanswered: 2 }],
    ['the answer to another message', [...log.slice(0, 4), bot(5, 'b', 'x')], { ...none, misplaced: 1, unanswered: 1 }],
    ['a second answer', [...log, bot(6, 'a')], { ...none, unanswered: 1 }],
    [
      'a message taken twice',
      [...log, { ...customer(6, 'd'), client_message_id: 'client-a' }, bot(7, 'd')],
      { ...none, doubled: 1, misplaced: 1 },
    ],
    ['a number left out', [...log, bot(7)], { ...none, gaps: 1 }],
  ])('finds %s', (_what, entries, losses) => expect(checkHistory(entries, receipts)).toEqual(losses));
});
