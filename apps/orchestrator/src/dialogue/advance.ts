import type { OrderArguments } from '@parley/contracts';
import { type Flow, type OrderMemory, type Purpose, type Slots, mostWrongPairs } from './flow.js';
import type { Said } from './gather.js';

/** What the dialogue about an order does next. */
export type Move =
  /** Asks for what is missing of number and e-mail. */
  | { readonly kind: 'ask'; readonly flow: Identifying }
  | { readonly kind: 'look_up'; readonly purpose: Purpose; readonly order: OrderArguments }
  | { readonly kind: 'too_many_tries' }
  | { readonly kind: 'confirm_again'; readonly flow: Confirming }
  | { readonly kind: 'act'; readonly order: OrderArguments }
  /** The customer said no, or no more. */
  | { readonly kind: 'kept'; readonly order: OrderArguments }
  | { readonly kind: 'stopped' }
  /** Asked about a cancellation that is on its way. */
  | { readonly kind: 'progress'; readonly flow: Acting };

export type Identifying = Extract<Flow, { state: 'identifying' }>;
export type Confirming = Extract<Flow, { state: 'confirming' }>;
export type Acting = Extract<Flow, { state: 'acting' }>;

/** The next move, or none: then the messages are about something else and the flow waits. Pure. */
export function advance(memory: OrderMemory, said: Said): Move | undefined {
  if (said.acts.has('person')) return undefined;
  switch (memory.flow?.state) {
    case 'identifying':
      return identify(memory, memory.flow, said);
    case 'confirming':
      return confirm(memory, memory.flow, said);
    case 'acting':
      return follow(memory, memory.flow, said);
    default: {
      const purpose = purposeOf(said);
      return purpose && begin(memory, purpose, said.slots);
    }
  }
}

/** Where no dialogue is under way a number or "cancel it" may begin one; within one neither changes what is wanted. */
export const purposeOf = ({ purpose, guess }: Pick<Said, 'purpose' | 'guess'>): Purpose | undefined => purpose ?? guess;

/** An order that the customer has proved to know is not asked for again. */
function begin(memory: OrderMemory, purpose: Purpose, slots: Slots): Move {
  return collect(memory, {
    state: 'identifying',
    purpose,
    slots: { ...memory.known_order, ...slots },
    interruptions: 0,
  });
}

/** What was asked for and comes in words ("my order number is …") may look like a wish of its own: only a sure one is. */
function identify(memory: OrderMemory, flow: Identifying, { digits, sure, acts, ...said }: Said): Move | undefined {
  const asked = flow.slots.order_number === undefined || flow.refuted;
  const slots = asked && digits ? { order_number: digits, ...said.slots } : said.slots;
  const news = changes(flow.slots, slots);
  const purpose = news && !sure ? undefined : said.purpose;
  const next: Identifying = { ...flow, purpose: purpose ?? flow.purpose, interruptions: 0 };
  if (news) return collect(memory, without({ ...next, slots: { ...flow.slots, ...slots } }));
  if (acts.has('cancel') || acts.has('no')) return { kind: 'stopped' };
  const about = purpose !== undefined || slots.order_number !== undefined || slots.email !== undefined;
  return about || acts.has('yes') ? { kind: 'ask', flow: next } : undefined;
}

function confirm(memory: OrderMemory, flow: Confirming, { slots, purpose, sure, acts }: Said): Move | undefined {
  if (changes(flow.order, slots)) {
    const wanted = sure && purpose ? purpose : 'order_cancellation';
    return begin(memory, wanted, { ...flow.order, ...slots });
  }
  const [yes, no] = [acts.has('yes'), acts.has('no')];
  const again: Move = { kind: 'confirm_again', flow: { ...flow, interruptions: 0 } };
  if (yes && no) return again;
  // "cancel" may mean the order or this dialogue, "ok" may mean that it was read.
  if (acts.has('cancel') || acts.has('acknowledgement')) return again;
  if (no) return { kind: 'kept', order: flow.order };
  if (yes) return { kind: 'act', order: flow.order };
  if (purpose === 'order_status') return begin(memory, purpose, flow.order);
  return purpose ? again : undefined;
}

function follow(memory: OrderMemory, flow: Acting, { slots, ...said }: Said): Move | undefined {
  const purpose = purposeOf(said);
  if (!purpose) return undefined;
  return changes(flow.order, slots) ? begin(memory, purpose, slots) : { kind: 'progress', flow };
}

function collect(memory: OrderMemory, flow: Identifying): Move {
  const { order_number, email } = flow.slots;
  if ((memory.wrong_pairs ?? 0) >= mostWrongPairs) return { kind: 'too_many_tries' };
  if (order_number === undefined || email === undefined) return { kind: 'ask', flow };
  return { kind: 'look_up', purpose: flow.purpose, order: { order_number, email } };
}

const changes = (known: Slots, said: Slots): boolean =>
  (said.order_number !== undefined && said.order_number !== known.order_number) ||
  (said.email !== undefined && said.email !== known.email);

const without = ({ refuted: _, ...flow }: Identifying): Identifying => flow;
