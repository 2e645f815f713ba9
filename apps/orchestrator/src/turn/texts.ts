import type { Language, Suggestion } from '@parley/contracts';
import en from '../texts/en.json' with { type: 'json' };
import tr from '../texts/tr.json' with { type: 'json' };

export type TextKey = keyof typeof en;

const texts: Record<Language, Record<TextKey, string>> = { en, tr };

export const say = (key: TextKey, language: Language): string => texts[language][key];

export const offerPerson = (language: Language): Suggestion[] => [
  { label: say('suggest_person', language), value: 'person' },
];
