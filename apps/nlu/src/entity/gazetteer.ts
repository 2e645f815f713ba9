import type { EntityDefinition } from '@parley/contracts';
import type { Word } from '../text/words.js';
import { found, type Found } from './found.js';
import { placesOf, type Place } from './places.js';

interface Entry {
  readonly type: string;
  readonly value: string;
  /** Folded words, without the first. */
  readonly rest: readonly string[];
}

/** A company's own entities: values and their synonyms, found word by word, folded, the longest first. */
export class Gazetteer {
  private readonly byFirst = new Map<string, Entry[]>();

  constructor(definitions: readonly EntityDefinition[]) {
    for (const { type, values } of definitions)
      for (const { value, synonyms } of values) for (const said of [value, ...synonyms]) this.add(type, value, said);
    for (const entries of this.byFirst.values()) entries.sort((a, b) => b.rest.length - a.rest.length);
  }

  get empty(): boolean {
    return this.byFirst.size === 0;
  }

  /** Only where one of the words begins an entry is the text looked at. */
  findIn(text: string, words: readonly Word[]): Found[] {
    if (!words.some(({ folded }) => this.byFirst.has(folded))) return [];
    const places = placesOf(text);
    return places.flatMap((place, at) => {
      const entry = this.byFirst.get(place.folded)?.find(({ rest }) => continues(places, at, rest));
      if (!entry) return [];
      const { type, value } = entry;
      return [found(text, place.start, places[at + entry.rest.length]!.end, { type, value, confidence: 0.95 })];
    });
  }

  private add(type: string, value: string, said: string): void {
    const [first, ...rest] = placesOf(said).map(({ folded }) => folded);
    if (first === undefined) return;
    const entries = this.byFirst.get(first) ?? [];
    entries.push({ type, value, rest });
    this.byFirst.set(first, entries);
  }
}

const continues = (places: readonly Place[], at: number, rest: readonly string[]): boolean =>
  rest.every((word, further) => places[at + 1 + further]?.folded === word);
