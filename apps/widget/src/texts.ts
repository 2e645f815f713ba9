import type { Language } from './language.js';
import en from './texts/en.json';
import tr from './texts/tr.json';

export type TextName = keyof typeof en;

const all: Readonly<Record<Language, Readonly<Record<TextName, string>>>> = { en, tr };

/** A text of the widget, its `{places}` filled. */
export type Say = (name: TextName, values?: Readonly<Record<string, string | number>>) => string;

export const textsOf =
  (language: Language): Say =>
  (name, values = {}) =>
    all[language][name].replace(/\{(\w+)\}/g, (_, place: string) => String(values[place] ?? ''));
