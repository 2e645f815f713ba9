import type { Act, Language } from '@parley/contracts';
import { wordsOf } from '../text/words.js';

/** What a phrase does; `address` speaks to somebody (sir, hocam) and does nothing by itself. */
export type Doing = Exclude<Act, 'none'> | 'address';

/**
 * Phrases by what they do. A phrase may hold alternatives in parentheses, an empty one included:
 * `(can|could) you repeat (that|)`. Alternatives do not nest.
 */
export type Phrases = Readonly<Record<Doing, readonly string[]>>;

export interface Found {
  readonly doing: Doing;
  readonly languages: ReadonlySet<Language>;
  /** Number of words it takes. */
  readonly length: number;
}

/** A phrase as it is compared: one part after the other, each with its alternatives as word keys. */
interface Template {
  readonly parts: readonly (readonly (readonly string[])[])[];
  readonly doing: Doing;
  readonly language: Language;
}

/** Longest alternative in words. */
const longestAlternative = 12;

const keysOf = (text: string): string[] => wordsOf(text, longestAlternative).map((word) => word.key);

/** `(can|could) you` → [[['can'], ['could']], [['you']]] */
const partsOf = (phrase: string): Template['parts'] =>
  phrase
    .split(/[()]/)
    .map((part, index) => (index % 2 === 0 ? [keysOf(part)] : part.split('|').map(keysOf)))
    .filter((alternatives) => alternatives.some((keys) => keys.length > 0));

/** All phrases of all languages, by the words that they may begin with. They are compared part by part, never written out. */
export class Phrasebook {
  private readonly byFirst = new Map<string, Template[]>();

  constructor(books: Readonly<Record<Language, Phrases>>) {
    for (const [language, phrases] of Object.entries(books) as [Language, Phrases][])
      for (const [doing, templates] of Object.entries(phrases) as [Doing, readonly string[]][])
        for (const phrase of templates) this.add({ parts: partsOf(phrase), doing, language });
  }

  /** All phrases that begin at a place, the longest last. */
  at(keys: readonly string[], place: number): Found[] {
    const found = new Map<string, Found & { readonly languages: Set<Language> }>();
    for (const { parts, doing, language } of this.byFirst.get(keys[place]!) ?? []) {
      for (const end of ends(parts, keys, place)) {
        const same = found.get(`${doing} ${end}`);
        if (same) same.languages.add(language);
        else found.set(`${doing} ${end}`, { doing, languages: new Set([language]), length: end - place });
      }
    }
    return [...found.values()].sort((a, b) => a.length - b.length);
  }

  private add(template: Template): void {
    for (const first of firstWords(template.parts)) {
      const those = this.byFirst.get(first);
      if (those) those.push(template);
      else this.byFirst.set(first, [template]);
    }
  }
}

/** A part that may be empty lets the next one begin the phrase. */
function firstWords(parts: Template['parts']): Set<string> {
  const first = new Set<string>();
  for (const alternatives of parts) {
    for (const [word] of alternatives) if (word !== undefined) first.add(word);
    if (alternatives.every((keys) => keys.length > 0)) break;
  }
  return first;
}

/** The places behind the phrase, for each way in which it stands at `place`. */
function ends(parts: Template['parts'], keys: readonly string[], place: number): Set<number> {
  let places = new Set([place]);
  for (const alternatives of parts) {
    const next = new Set<number>();
    for (const at of places)
      for (const words of alternatives)
        if (words.every((word, index) => keys[at + index] === word)) next.add(at + words.length);
    if (next.size === 0) return next;
    places = next;
  }
  places.delete(place);
  return places;
}
