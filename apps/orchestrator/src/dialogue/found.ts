import type { OrderArguments, OrderView } from '@parley/contracts';
import { type Flow, type OrderMemory, type Purpose, mostWrongPairs } from './flow.js';

/** What a look-up comes to: what is said, and what is remembered. */
export interface Finding {
  readonly said:
    | 'not_found'
    | 'too_many_tries'
    | 'status'
    | 'confirm'
    | 'already_cancelled'
    | 'too_late_preparing'
    | 'too_late_sent'
    | 'too_late_delivered';
  readonly memory: OrderMemory;
}

/** A wrong pair is the same as an unknown order. Pure. */
export function found(
  { wrong_pairs = 0, known_order }: OrderMemory,
  { purpose, order }: { purpose: Purpose; order: OrderArguments },
  view: OrderView | undefined,
): Finding {
  if (!view) {
    const before = known_order ? { known_order } : {};
    const memory = { ...before, wrong_pairs: wrong_pairs + 1 };
    if (memory.wrong_pairs >= mostWrongPairs) return { said: 'too_many_tries', memory };
    const flow: Flow = { state: 'identifying', purpose, slots: order, refuted: true, interruptions: 0 };
    return { said: 'not_found', memory: { ...memory, flow } };
  }
  // As the company writes it, whatever the customer wrote: the same order is the same action.
  const known = { ...order, order_number: view.number };
  const memory = { wrong_pairs, known_order: known };
  if (purpose === 'order_status') return { said: 'status', memory };
  if (view.cancellable)
    return { said: 'confirm', memory: { ...memory, flow: { state: 'confirming', order: known, interruptions: 0 } } };
  return { said: whyNot(view), memory };
}

function whyNot({ state }: OrderView): Finding['said'] {
  switch (state) {
    case 'cancelled':
      return 'already_cancelled';
    case 'received':
    case 'preparing':
      return 'too_late_preparing';
    case 'delivered':
      return 'too_late_delivered';
    default:
      return 'too_late_sent';
  }
}
