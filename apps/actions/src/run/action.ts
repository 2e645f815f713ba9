import type { Money, OrderArguments } from '@parley/contracts';
import type { Connection } from '../setting/settings.js';
import type { Said } from '../orders/order-system.js';

/** What the outside system shows of an action when it is asked afterwards. */
export type Effect =
  | { readonly kind: 'absent' }
  | { readonly kind: 'right'; readonly refund: Money }
  /** It happened, but not as it should have. */
  | { readonly kind: 'wrong' };

/** An action that changes something: do and undo under one idempotency key, and a way to see what became of it. */
export interface Action {
  /** Throws when it is not known whether it happened. */
  do(connection: Connection, wanted: OrderArguments, key: string): Promise<Said>;
  readBack(connection: Connection, wanted: OrderArguments, key: string): Promise<Effect>;
  undo(connection: Connection, wanted: OrderArguments, key: string): Promise<void>;
}
