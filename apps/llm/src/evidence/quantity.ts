import { analyse, type Analysis } from '@parley/models';

/** What a question may want a number of: a time, a price, or how many of something or how much at most. */
export type Quantity = 'time' | 'money' | 'number';
const quantities: readonly Quantity[] = ['time', 'money', 'number'];

export interface Asked {
  readonly quantity: Quantity;
  /** Which of the question's tokens is to be counted: `how many cards`. */
  readonly counted?: number;
}

const conceptsOf = (...texts: readonly string[]): ReadonlySet<number> =>
  new Set(texts.flatMap((text) => analyse(text, 'en').mentions.map(({ concept }) => concept)));

/** Concepts of words that ask for a time and say nothing else: `how long does it take`. */
export const onlyAsks = conceptsOf('how long', 'until when');
const touching: readonly (readonly [Quantity, ReadonlySet<number>])[] = [
  ['time', new Set([...onlyAsks, ...conceptsOf('valid')])],
  ['money', conceptsOf('how much')],
];

/** Folded words that name what is wanted; where several do the first counts. */
const naming: Readonly<Record<Quantity, RegExp>> = {
  time: / (?:how (?:long|soon|quickly|fast|much time)|until when|ne kadar (?:sur\w*|zaman|gecerli\w*)|sure(?:si|niz|miz)? (?:ne|kac)\w*) /,
  money:
    / (?:how (?:much(?! (?:memory|ram|disk|space|swap))|expensive)|costs?|priced?|fees?|charge|cheap(?:est|er)|expensive|kaca(?! kadar)|ne kadar|(?:ucret|fiyat)(?:i|iniz|lar|lari)? (?:ne|kac)\w*) /,
  number:
    / (?:how (?:many|much|big|large|heavy|high|far)|(?:what|which) (?:size|version|year)|what percentage|maximum|minimum|at (?:most|least)|biggest|largest|smallest|limits?|kac|en (?:fazla|az)) /,
};
/** Words after `how many` that are not what is counted, and those that make it a time or a price. */
const besides = /^(?:tane|adet|more|other|different|\d+)$/;
const measures: Readonly<Record<'time' | 'money', RegExp>> = {
  time: /^(?:(?:second|minute|hour|day|week|month|year)s?|(?:saniye|dakika|saat|gun|hafta|ay|yil)(?:[dt]?[aeiu]|lik|(?:y?[iu])?m(?:[iu]z)?)?)$/,
  money: /^(?:euros?|dollars?|tl|lira(?:lik|ya)?|para)$/,
};
/** Words after `how many` among which it is. */
const reach = 3;

/** What a question surely wants a number of, by its words alone. */
export function quantityAsked({ tokens }: Analysis): Asked | undefined {
  for (let at = 0; at < tokens.length; at++) {
    const { folded } = tokens[at]!;
    if (folded !== 'kac' && !(folded === 'many' && tokens[at - 1]?.folded === 'how')) continue;
    for (let next = at + 1; next <= at + reach && next < tokens.length; next++) {
      const { folded: what, stop } = tokens[next]!;
      if (measures.time.test(what)) return { quantity: 'time' };
      if (measures.money.test(what)) return { quantity: 'money' };
      if (!stop && !besides.test(what)) return { quantity: 'number', counted: next };
    }
  }
  const text = ` ${tokens.map(({ folded }) => folded).join(' ')} `;
  const quantity = quantities.find((each) => naming[each].test(text));
  return quantity && { quantity };
}

/** What it may want a number of by what its words mean; a time where it may want either. */
export const quantityTouched = ({ mentions }: Analysis): Quantity | undefined =>
  touching.find(([, concepts]) => mentions.some(({ concept }) => concepts.has(concept)))?.[0];

const counting =
  'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|sixty|hundred|thousand|half|iki|üç|dört|beş|altı|yedi|sekiz|dokuz|yarım|yirmi|otuz';
/** Words that are a number before a span of time alone: else they are grammar in one of the languages. */
const countingSpans = `${counting}|one|bir|on|few|birkaç`;
const numberOf = (words: string) => String.raw`(?:\d|(?<!\p{L})(?:${words})(?!\p{L}))`;
const span = String.raw`(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|saniye|dakika|saat|gün|hafta|ay(?!\p{L}{3})|yıl)`;
const giving: Readonly<Record<Quantity, RegExp>> = {
  time: new RegExp(
    String.raw`${numberOf(countingSpans)}[\s–-]*(?:(?:or two|full|more|calendar|working|business|iş|takvim|bir)[\s-])?${span}`,
    'iu',
  ),
  money:
    /\d\s?(?:TL|₺|€|\$|£|EUR|USD|lira|cent|%)|[€$£₺%]\s?\d|yüzde \d|(?<!\p{L})(?:free(?!\p{L})|no charge|ücretsiz|bedava|costs nothing|for nothing)/iu,
  number: new RegExp(numberOf(counting), 'iu'),
};

/** What a text gives a number of: `30 days`, `beş iş günü`, `79,90 TL`; what is free has its price, too. */
export const quantitiesIn = (text: string): Quantity[] => quantities.filter((each) => giving[each].test(text));
