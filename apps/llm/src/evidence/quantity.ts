import { analyse, type Analysis } from '@parley/models';

/** What a question may want a number of. */
export type Quantity = 'time' | 'money';
const quantities: readonly Quantity[] = ['time', 'money'];

const conceptsOf = (...texts: readonly string[]): ReadonlySet<number> =>
  new Set(texts.flatMap((text) => analyse(text, 'en').mentions.map(({ concept }) => concept)));

/** Concepts of words that ask for a time and say nothing else: `how long does it take`. */
export const onlyAsks = conceptsOf('how long', 'until when');
const naming: Readonly<Record<Quantity, ReadonlySet<number>>> = {
  time: new Set([...onlyAsks, ...conceptsOf('valid')]),
  money: conceptsOf('how much'),
};

const number = String.raw`(?:\d|(?<!\p{L})(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|bir|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|on))`;
const patterns: Readonly<Record<Quantity, RegExp>> = {
  time: new RegExp(
    String.raw`${number}[\s-](?:working |business |iş )?(?:minute|hour|day|week|month|year|dakika|saat|gün|hafta|ay|yıl)`,
    'iu',
  ),
  money: /\d\s?(?:TL|₺|€|\$|£|EUR|USD|lira)|[€$£₺]\s?\d/u,
};

/** What a question wants a number of; a time where it may want either: `ne kadar sürer`. */
export function quantityAsked({ mentions }: Analysis): Quantity | undefined {
  return quantities.find((each) => mentions.some(({ concept }) => naming[each].has(concept)));
}

/** What a text gives a number of: `30 days`, `beş iş günü`, `79,90 TL`. */
export const quantitiesIn = (text: string): Quantity[] => quantities.filter((each) => patterns[each].test(text));
