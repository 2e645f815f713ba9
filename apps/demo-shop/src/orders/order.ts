export const languages = ['en', 'tr'] as const;
export type Language = (typeof languages)[number];
export type Named = Readonly<Record<Language, string>>;

/** As the help centre explains them; the last one is where a cancellation leads. */
export const states = [
  'received',
  'preparing',
  'handed_over',
  'out_for_delivery',
  'at_pickup_point',
  'delivered',
  'cancelled',
] as const;
export type OrderState = (typeof states)[number];

export interface Product {
  readonly id: string;
  readonly name: Named;
  /** Kuruş. */
  readonly price: number;
}

export interface OrderLine {
  readonly product: string;
  readonly quantity: number;
}

export interface Order {
  /** `NE-` and six digits. */
  readonly number: string;
  readonly email: string;
  readonly customer: string;
  readonly language: Language;
  readonly state: OrderState;
  readonly lines: readonly OrderLine[];
  /** Kuruş, with delivery. */
  readonly total: number;
  /** ISO 8601. */
  readonly placed_at: string;
  /** Day, YYYY-MM-DD: expected while it is under way, else the day it arrived. */
  readonly arrives_on: string;
  /** The carrier's, once handed over. */
  readonly tracking?: string;
}

/** An order as the API shows it. */
export interface OrderView {
  readonly number: string;
  readonly state: OrderState;
  readonly items: readonly { readonly name: string; readonly quantity: number }[];
  readonly total: { readonly amount: number; readonly currency: 'TRY' };
  readonly placed_at: string;
  readonly arrives_on: string;
  readonly tracking?: string;
  /** Whether a cancellation would be taken now. */
  readonly cancellable: boolean;
}

/** As long as it is only received, one click is enough (help centre, "Cancelling an order"). */
export const isCancellable = ({ state }: Order): boolean => state === 'received';
