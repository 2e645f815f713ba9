import { recall, remember } from '../remembered.js';
import { Store, useStore } from '../store.js';
import en from './en.json' with { type: 'json' };
import tr from './tr.json' with { type: 'json' };

export const languages = ['en', 'tr'] as const;
export type Language = (typeof languages)[number];

/** Names of texts. Those with a count stand there as `<name>.one` and `<name>.other`. */
export type TextName = keyof typeof en;
type Counted = { [N in TextName]: N extends `${infer Name}.other` ? Name : never }[TextName];
type Values = Readonly<Record<string, string | number>>;

const all: Record<Language, Record<TextName, string>> = { en, tr };

const filled = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));

/** All that depends on the reader's language: texts, numbers, dates, durations. */
export class Words {
  private readonly plural: Intl.PluralRules;
  private readonly numbers: Intl.NumberFormat;
  private readonly dates = new Map<string, Intl.DateTimeFormat>();

  /** `locale`: how numbers and dates are written; a region's own way of the language. */
  constructor(
    readonly language: Language,
    private readonly locale: string = language,
  ) {
    this.plural = new Intl.PluralRules(language);
    this.numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  }

  /** The text of a name, its `{holes}` filled. */
  say = (name: TextName, values: Values = {}): string => filled(all[this.language][name], values);

  /** The text for so many. */
  count = (name: Counted, count: number, values: Values = {}): string => {
    const form = this.plural.select(count) === 'one' ? 'one' : 'other';
    return this.say(`${name}.${form}` as TextName, { ...values, count: this.number(count) });
  };

  /** A text whose name is put together, such as of an error code; `undefined` where there is none. */
  maybe = (name: string, values: Values = {}): string | undefined =>
    Object.hasOwn(en, name) ? this.say(name as TextName, values) : undefined;

  number = (value: number): string => this.numbers.format(value);

  percent = (share: number): string =>
    new Intl.NumberFormat(this.locale, { style: 'percent', maximumFractionDigits: 0 }).format(share);

  /** `14:05`. */
  time = (at: string | number): string => this.format('time', at, { hour: '2-digit', minute: '2-digit' });

  /** `3 May`, with the year where it is another. */
  day = (at: string | number, now = Date.now()): string => {
    const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
    const parts: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
    return this.format(sameYear ? 'day' : 'year', at, sameYear ? parts : { ...parts, year: 'numeric' });
  };

  /** Day and time, in full. */
  moment = (at: string | number): string => this.format('moment', at, { dateStyle: 'long', timeStyle: 'short' });

  /** `45 s`, `3 min`, `2 h 10 min`, `4 d`. */
  duration = (seconds: number): string => {
    const minutes = Math.floor(seconds / 60);
    if (minutes < 1) return this.say('duration.seconds', { n: Math.max(0, Math.floor(seconds)) });
    if (minutes < 60) return this.say('duration.minutes', { n: minutes });
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return this.say('duration.hours', { n: hours, m: minutes % 60 });
    return this.say('duration.days', { n: Math.floor(hours / 24) });
  };

  /** `1.4 kB`, as people read sizes. */
  size = (bytes: number): string => {
    if (bytes < 1000) return `${this.number(bytes)} B`;
    if (bytes < 1_000_000) return `${this.number(Math.round(bytes / 100) / 10)} kB`;
    return `${this.number(Math.round(bytes / 100_000) / 10)} MB`;
  };

  private format(name: string, at: string | number, parts: Intl.DateTimeFormatOptions): string {
    let format = this.dates.get(name);
    if (!format) this.dates.set(name, (format = new Intl.DateTimeFormat(this.locale, parts)));
    return format.format(new Date(at));
  }
}

const KEY = 'language';

const wished = (): Language => {
  const known = recall(KEY) ?? (globalThis.navigator?.language ?? 'en').slice(0, 2);
  return known === 'tr' ? 'tr' : 'en';
};

/** The region that the browser names for the language, such as en-GB. */
const wordsOf = (language: Language): Words =>
  new Words(
    language,
    globalThis.navigator?.languages?.find((each) => each.startsWith(`${language}-`)),
  );

export const words = new Store(wordsOf(wished()));

export function speak(language: Language): void {
  remember(KEY, language);
  words.set(wordsOf(language));
}

export const useWords = (): Words => useStore(words);
