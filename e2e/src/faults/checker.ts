import type { Entry } from '@parley/contracts';
import type { Conversation, Finding, FindingKind } from './record.js';

/** What is wrong with a conversation: messages lost, doubled, out of order or of somebody else. Nothing when all is well. */
export function checkConversation(conversation: Conversation): Finding[] {
  const { session_id, history, streamed } = conversation;
  const find = (kind: FindingKind, detail: string): Finding => ({ kind, session_id, detail });
  return [
    ...messages(conversation, find),
    ...answers(history, find),
    ...order(history, find),
    ...foreign(conversation, find),
    ...sameOverStream(history, streamed, find),
  ];
}

type Find = (kind: FindingKind, detail: string) => Finding;

function messages({ sent, history }: Conversation, find: Find): Finding[] {
  return sent.flatMap(({ client_message_id, accepted, text }) => {
    const found = history.filter((entry) => entry.client_message_id === client_message_id);
    if (found.length > 1) return [find('doubled', `message ${client_message_id} stands ${found.length} times`)];
    if (found.length === 0) return accepted ? [find('lost', `accepted message ${client_message_id}`)] : [];
    return found[0]!.text === text ? [] : [find('foreign', `message ${client_message_id} has another text`)];
  });
}

function answers(history: readonly Entry[], find: Find): Finding[] {
  return history.filter(isCustomer).flatMap(({ id, seq }) => {
    const answering = history.filter((entry) => entry.answers?.includes(id));
    if (answering.length === 0) return [find('lost', `message ${seq} has no outcome`)];
    if (answering.length > 1)
      return [find('doubled', `message ${seq} is answered by ${answering.map((each) => each.seq).join(' and ')}`)];
    return answering[0]!.seq > seq
      ? []
      : [find('reordered', `message ${seq} is answered before it, at ${answering[0]!.seq}`)];
  });
}

function order(history: readonly Entry[], find: Find): Finding[] {
  const index = history.findIndex(({ seq }, place) => seq !== place + 1);
  return index < 0 ? [] : [find('reordered', `entry ${index + 1} has the number ${history[index]!.seq}`)];
}

function foreign({ session_id, sent, history }: Conversation, find: Find): Finding[] {
  const expected = sent.map(({ client_message_id }) => client_message_id);
  const others = history.filter(
    (entry) => entry.session_id !== session_id || (isCustomer(entry) && !expected.includes(entry.client_message_id!)),
  );
  const told = history.filter(isCustomer).map((entry) => entry.client_message_id!);
  const inOrder = expected.filter((id) => told.includes(id));
  return [
    ...others.map(({ seq }) => find('foreign', `entry ${seq} is not of this conversation`)),
    ...(inOrder.every((id, index) => told[index] === id)
      ? []
      : [find('reordered', 'messages do not stand in the order of sending')]),
  ];
}

function sameOverStream(history: readonly Entry[], streamed: readonly Entry[], find: Find): Finding[] {
  const seqs = streamed.map(({ seq }) => seq);
  const missing = history
    .filter(({ seq }) => !seqs.includes(seq))
    .map(({ seq }) => find('lost', `entry ${seq} is not in the stream`));
  const twice = seqs
    .filter((seq, index) => seqs.indexOf(seq) !== index)
    .map((seq) => find('doubled', `entry ${seq} came twice over the stream`));
  const late = seqs
    .filter((seq, index) => index > 0 && seq < seqs[index - 1]!)
    .map((seq) => find('reordered', `entry ${seq} came late over the stream`));
  const other = streamed
    .filter(({ id, seq }) => history.some((entry) => entry.seq === seq && entry.id !== id))
    .map(({ seq }) => find('foreign', `entry ${seq} differs`));
  return [...missing, ...twice, ...late, ...other];
}

/** Counts in insights against the answered messages of all histories. */
export function checkCounts(conversations: readonly Conversation[], counted: number): Finding[] {
  const answered = conversations.flatMap(({ history }) => history).filter(isCustomer).length;
  if (counted === answered) return [];
  const detail = `insights counts ${counted} turns, the histories have ${answered}`;
  return [{ kind: counted < answered ? 'lost' : 'doubled', session_id: 'insights', detail }];
}

const isCustomer = ({ kind }: Entry): boolean => kind === 'customer_message';
