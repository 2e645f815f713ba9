import { createHash } from 'node:crypto';
import type { ActionOrder, ActionReason, ActionRun, Money, OrderArguments } from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';

/** Where a run stands; what is to come next follows from it alone. */
export type RunState =
  /** Nothing was sent yet. */
  | { readonly kind: 'intended' }
  /** It may have been sent. */
  | { readonly kind: 'executing' }
  /** Sent, and no certain answer came. */
  | { readonly kind: 'unsure' }
  /** The outside system said yes. */
  | { readonly kind: 'executed' }
  /** The effect is wrong and has to be taken back. */
  | { readonly kind: 'undoing' }
  | Ended;

export type Ended =
  | { readonly kind: 'done'; readonly refund: Money }
  | { readonly kind: 'refused' | 'failed' | 'compensated'; readonly reason: ActionReason };

/** One line of the ledger: an action that somebody wanted, and what became of it. Its id is the id of the wish. */
export interface RunDocument extends Stored {
  readonly name: ActionOrder['name'];
  readonly session_id: string;
  /** The e-mail address is sealed. */
  readonly arguments: OrderArguments;
  /** Goes to the outside system with every attempt. */
  readonly key: string;
  readonly state: RunState;
  /** Every state it was in, the first one first, with the time. */
  readonly steps: readonly { readonly state: RunState['kind']; readonly at: string }[];
  readonly began_at: number;
  /** Times that it was sent; `sent_at`: the last of them, ms since 1970. */
  readonly attempts: number;
  readonly sent_at?: number;
  /** Looks at the outside system that told nothing, in a row. */
  readonly delays: number;
  /** An instance of this service that works on it, until `open_until`; there only while the run has not ended. */
  readonly holder?: string;
  readonly open_until?: number;
}

export const runCollection: CollectionSpec<RunDocument> = {
  name: 'runs',
  schema: 1,
  indexes: [{ name: 'open', fields: ['open_until'], acrossTenants: true }],
};

export const isEnded = (state: RunState): state is Ended =>
  state.kind === 'done' || state.kind === 'refused' || state.kind === 'failed' || state.kind === 'compensated';

/** The same for the same business: whoever wants the same order cancelled again wants nothing new. */
export const keyOf = (tenant: string, { name, arguments: { order_number, email } }: ActionOrder): string =>
  createHash('sha256')
    .update(JSON.stringify([tenant, name, order_number.trim().toUpperCase(), email.trim().toLowerCase()]))
    .digest('hex');

export function toRun({ id, name, state }: RunDocument): ActionRun {
  if (!isEnded(state)) return { id, name, state: 'running' };
  if (state.kind === 'done') return { id, name, state: 'done', refund: state.refund };
  return { id, name, state: state.kind, reason: state.reason };
}
