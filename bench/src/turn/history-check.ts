import type { Entry } from '@parley/contracts';
import type { Receipt } from './receipt.js';

/** How many of each; 0 everywhere is right. */
export interface Losses {
  /** Promised to a client and not there, the message or its answer. */
  readonly lost: number;
  /** There, but elsewhere or not the answer to this message. */
  readonly misplaced: number;
  /** Messages with no answer or with more than one. */
  readonly unanswered: number;
  /** Messages that are there twice. */
  readonly doubled: number;
  /** Numbers of the log that are missing, doubled or out of order. */
  readonly gaps: number;
}

/** Holds the whole log of a session, in the order it was read, against what its clients were told. */
export function checkHistory(entries: readonly Entry[], receipts: readonly Receipt[]): Losses {
  const bySeq = new Map(entries.map((entry) => [entry.seq, entry]));
  const messages = entries.filter(({ kind }) => kind === 'customer_message');
  const answered = entries.flatMap(({ answers }) => answers ?? []);
  const sent = new Map(messages.map((entry) => [entry.client_message_id, entry]));
  let lost = 0;
  let misplaced = 0;
  for (const { client_message_id, message_id, seq, answer_seq } of receipts) {
    const message = sent.get(client_message_id);
    const answer = bySeq.get(answer_seq);
    if (!message || !answer) lost++;
    else if (message.seq !== seq || message.id !== message_id || !answer.answers?.includes(message_id)) misplaced++;
  }
  const times = new Map<string, number>();
  for (const id of answered) times.set(id, (times.get(id) ?? 0) + 1);
  return {
    lost,
    misplaced,
    unanswered: messages.filter(({ id }) => times.get(id) !== 1).length,
    doubled: messages.length - sent.size,
    gaps: entries.filter(({ seq }, index) => seq !== index + 1).length,
  };
}

export const sumOf = (all: readonly Losses[]): Losses => {
  const sum = (of: (losses: Losses) => number): number => all.reduce((total, losses) => total + of(losses), 0);
  return {
    lost: sum(({ lost }) => lost),
    misplaced: sum(({ misplaced }) => misplaced),
    unanswered: sum(({ unanswered }) => unanswered),
    doubled: sum(({ doubled }) => doubled),
    gaps: sum(({ gaps }) => gaps),
  };
};
