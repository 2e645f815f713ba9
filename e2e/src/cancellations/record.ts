import type { Entry } from '@parley/contracts';

/** An order as the shop has it at the end. */
export interface ShopOrder {
  readonly number: string;
  readonly email: string;
  readonly state: string;
  readonly cancellations: readonly { readonly at: string; readonly refunded: number | null }[];
}

/** What one customer went through. */
export interface Attempt {
  readonly session_id: string;
  readonly order_number: string;
  /** The customer said yes, and the bot that it has passed it on. */
  readonly confirmed: boolean;
  /** The whole session at the end. */
  readonly history: readonly Entry[];
}

export type FindingKind = 'doubled' | 'lost' | 'false_done' | 'false_refusal' | 'unconfirmed';

export interface Finding {
  readonly kind: FindingKind;
  readonly session_id: string;
  readonly detail: string;
}
