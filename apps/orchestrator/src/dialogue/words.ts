import type { Language, Money, OrderView, Suggestion } from '@parley/contracts';
import en from '../texts/orders.en.json' with { type: 'json' };
import tr from '../texts/orders.tr.json' with { type: 'json' };
import type { Confirming, Identifying } from './advance.js';

export type OrderText = keyof typeof en;

const texts: Record<Language, Record<OrderText, string>> = { en, tr };
const locales: Record<Language, string> = { en: 'en-GB', tr: 'tr-TR' };

/** A text with its `{values}` filled in. */
export const tell = (key: OrderText, language: Language, values: Readonly<Record<string, string>> = {}): string =>
  texts[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');

/** As people write it: 2,569.90 TL, 12.00 EUR. */
export function money({ amount, currency }: Money, language: Language): string {
  const digits = new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return `${digits.format(amount)} ${currency === 'TRY' ? 'TL' : currency}`;
}

const day = (date: string | undefined, language: Language): string =>
  date
    ? new Intl.DateTimeFormat(locales[language], { day: 'numeric', month: 'long', timeZone: 'UTC' }).format(
        new Date(date),
      )
    : '–';

const items = ({ items }: OrderView): string =>
  items.map(({ name, quantity }) => (quantity > 1 ? `${quantity} × ${name}` : name)).join(', ');

/** The values that texts about an order speak of. */
export const valuesOf = (order: OrderView, language: Language): Record<string, string> => ({
  order: order.number,
  items: items(order),
  total: money(order.total, language),
  date: day(order.arrives_on, language),
  tracking: order.tracking ?? '',
});

export function statusText(order: OrderView, language: Language): string {
  const values = valuesOf(order, language);
  const lines = [tell(`status_${order.state}`, language, values), tell('contents', language, values)];
  if (order.tracking && order.state !== 'delivered') lines.push(tell('tracking', language, values));
  return lines.join('\n');
}

/** What is asked for; `again`: after something else was talked about. */
export function askText({ slots, refuted }: Identifying, language: Language, again = false): string {
  if (slots.order_number && slots.email) return tell(refuted ? 'still_other_pair' : 'still_both', language);
  const what = slots.order_number ? 'email' : slots.email ? 'order_number' : 'both';
  return tell(`${again ? 'still' : 'ask'}_${what}`, language);
}

export const confirmText = ({ order }: Confirming, language: Language): string =>
  tell('confirm_again', language, { order: order.order_number });

export const yesOrNo = (language: Language): Suggestion[] => [
  { label: tell('label_yes', language), value: tell('value_yes', language) },
  { label: tell('label_no', language), value: tell('value_no', language) },
];
