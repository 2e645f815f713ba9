import type { OrderArguments } from '@parley/contracts';

/** What customers want with one of their orders. */
export type Purpose = 'order_status' | 'order_cancellation';

/** What the customer has said of the order so far. */
export type Slots = Partial<OrderArguments>;

/** A dialogue about an order that is under way. */
export type Flow =
  /** Number and e-mail address are collected. `refuted`: the pair as it stands belongs to no order. */
  | {
      readonly state: 'identifying';
      readonly purpose: Purpose;
      readonly slots: Slots;
      readonly refuted?: true;
      readonly interruptions: number;
    }
  /** Found; the customer was asked whether it should be cancelled. */
  | { readonly state: 'confirming'; readonly order: OrderArguments; readonly interruptions: number }
  /** The cancellation is on its way under this id. */
  | { readonly state: 'acting'; readonly order: OrderArguments; readonly action_id: string };

/** What a session remembers of orders; a part of its dialogue. */
export interface OrderMemory {
  readonly flow?: Flow;
  /** The last order that the customer proved to know. */
  readonly known_order?: OrderArguments;
  /** Pairs of number and e-mail that belonged to no order, in this session. */
  readonly wrong_pairs?: number;
}

/** So many wrong pairs a session: nobody finds out orders by trying. */
export const mostWrongPairs = 5;

/** A flow is forgotten once the customer has talked of other things so often in a row. */
export const mostInterruptions = 3;

/** What of a dialogue is about orders. */
export const memoryOf = ({ flow, known_order, wrong_pairs }: OrderMemory): OrderMemory => ({
  ...(flow ? { flow } : {}),
  ...(known_order ? { known_order } : {}),
  ...(wrong_pairs ? { wrong_pairs } : {}),
});
