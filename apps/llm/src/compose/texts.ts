import type { Language } from '@parley/contracts';
import en from '../texts/en.json' with { type: 'json' };
import tr from '../texts/tr.json' with { type: 'json' };

export type TextKey = keyof typeof en;

const texts: Readonly<Record<Language, Readonly<Record<TextKey, string>>>> = { en, tr };

/** A text in the customer's language; `{name}` stands for a value. */
export const say = (key: TextKey, language: Language, values: Readonly<Record<string, string>>): string =>
  texts[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
