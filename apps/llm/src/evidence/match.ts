import type { Analysis, PassageResults } from '@parley/models';
import { onlyAsks, quantityAsked, type Quantity } from './quantity.js';

/** The words and concepts of a text, to be looked up. */
export interface Vocabulary {
  readonly stems: ReadonlySet<string>;
  readonly concepts: ReadonlySet<number>;
}

/** What the same meaning in another word is worth beside the same word. */
export const sameMeaning = 0.7;

export const vocabularyOf = (...analyses: readonly Analysis[]): Vocabulary => ({
  stems: new Set(analyses.flatMap(({ tokens }) => tokens.filter(({ stop }) => !stop).map(({ stem }) => stem))),
  concepts: new Set(analyses.flatMap(({ mentions }) => mentions.map(({ concept }) => concept))),
});

/** For each word of a text how well another has it: 1 the word itself, less what means the same, 0 not at all. */
export function matches({ tokens, mentions }: Analysis, { stems, concepts }: Vocabulary): number[] {
  const found: number[] = tokens.map(({ stem, stop }) => (!stop && stems.has(stem) ? 1 : 0));
  for (const { concept, from, to } of mentions) {
    if (!concepts.has(concept)) continue;
    for (let at = from; at < to; at++) found[at] = Math.max(found[at]!, sameMeaning);
  }
  return found;
}

/** What a word is looked up by, below 0; by FNV-1a. */
export function keyOf(stem: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < stem.length; at++) hash = Math.imul(hash ^ stem.charCodeAt(at), 0x01000193);
  return hash | 0x80000000;
}

/**
 * The words of a question that say something, to be looked up in many texts, grammar left out beforehand; and after them
 * its phrases, which have no stem and are found by what they mean alone.
 */
export class AskedWords {
  readonly stems: readonly string[];
  /** By which they are looked up. */
  readonly keys: readonly number[];
  /** How much each word says, 0 to 1. */
  readonly rarity: readonly number[];
  /** Where each word begins in the question. */
  readonly starts: readonly number[];
  /** What each word helps to name. */
  readonly concepts: readonly (readonly number[])[];
  /** The same without the phrases that it only helps to make. */
  readonly own: readonly (readonly number[])[];
  /** What the question wants a number of. */
  readonly quantity: Quantity | undefined;
  /** Which words do not only ask for a time. */
  readonly telling: readonly number[];
  private readonly whole: number;

  constructor({ query, rarity, phrases }: Pick<PassageResults, 'query' | 'rarity' | 'phrases'>) {
    const { tokens, mentions } = query;
    const places = tokens.map((_, at) => at).filter((at) => rarity[at]! > 0);
    this.stems = [...places.map((at) => tokens[at]!.stem), ...phrases.map(() => '')];
    this.keys = this.stems.map(keyOf);
    this.rarity = [...places.map((at) => rarity[at]!), ...phrases.map((phrase) => phrase.rarity)];
    this.starts = [...places.map((at) => tokens[at]!.start), ...phrases.map(({ start }) => start)];
    this.concepts = [
      ...places.map((at) => [
        ...new Set(mentions.filter(({ from, to }) => at >= from && at < to).map(({ concept }) => concept)),
      ]),
      ...phrases.map(({ concept }) => [concept]),
    ];
    this.own = places.map((at) => [
      ...new Set(mentions.filter(({ from, phrase }) => at === from && !phrase).map(({ concept }) => concept)),
    ]);
    this.quantity = quantityAsked(query);
    this.telling = [...places.keys()].filter((word) => !this.concepts[word]!.some((concept) => onlyAsks.has(concept)));
    this.whole = this.rarity.reduce((sum, each) => sum + each, 0);
  }

  /** What of a sum over the words' rarities is of all that they say, 0 to 1. */
  share(sum: number): number {
    return this.whole === 0 ? 0 : sum / this.whole;
  }
}
