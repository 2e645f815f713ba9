import type { Language, Suggestion } from '@parley/contracts';
import en from '../texts/en.json' with { type: 'json' };
import tr from '../texts/tr.json' with { type: 'json' };

export type TextKey = keyof typeof en;

const texts: Record<Language, Record<TextKey, string>> = { en, tr };

/** `values` fill the {names} of the text. */
export const say = (key: TextKey, language: Language, values: Readonly<Record<string, string | number>> = {}): string =>
  texts[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));

export const offerPerson = (language: Language): Suggestion[] => [
  { label: say('suggest_person', language), value: 'person' },
];

/** For whoever waits for a person. */
export const offerBot = (language: Language): Suggestion[] => [{ label: say('suggest_bot', language), value: 'bot' }];

const botTaken = new Set(['bot', say('suggest_bot', 'en'), say('suggest_bot', 'tr')]);

/** That suggestion was taken: its value was sent, or what stands on it. */
export const takesBot = (text: string): boolean => botTaken.has(text.trim());
