import { sameMeaning, type Vocabulary } from './match.js';
import type { Quantity } from './quantity.js';

/** Parts of a passage, as bits. */
export const inTitle = 1;
export const inHeading = 2;
export const inText = 4;

/** How well a part has a word: `same` are the parts that have it, `meant` those with what means the same. */
export const matchIn = (part: number, same: number, meant: number): number =>
  same & part ? 1 : meant & part ? sameMeaning : 0;

/** Where a passage has a word or a concept: in which parts, and in which of its units, by their index. */
export interface Place {
  readonly parts: number;
  readonly units: readonly number[];
}

/** Where a passage has each of its words and concepts, so that a question looks each of its own up once. */
export interface Places {
  readonly stems: ReadonlyMap<string, Place>;
  readonly concepts: ReadonlyMap<number, Place>;
  /** Of each unit, how many different words it has. */
  readonly sizes: readonly number[];
  /** Of each unit, what it gives a number of. */
  readonly gives: readonly (readonly Quantity[])[];
}

export function placesOf(
  { title, heading, text }: Readonly<Record<'title' | 'heading' | 'text', Vocabulary>>,
  units: readonly Vocabulary[],
  gives: readonly (readonly Quantity[])[],
): Places {
  const gather = <T>(of: (vocabulary: Vocabulary) => ReadonlySet<T>): Map<T, Place> => {
    const places = new Map<T, { parts: number; units: number[] }>();
    const at = (each: T) => {
      let place = places.get(each);
      if (!place) places.set(each, (place = { parts: 0, units: [] }));
      return place;
    };
    for (const each of of(title)) at(each).parts |= inTitle;
    for (const each of of(heading)) at(each).parts |= inHeading;
    for (const each of of(text)) at(each).parts |= inText;
    units.forEach((unit, index) => {
      for (const each of of(unit)) at(each).units.push(index);
    });
    return places;
  };
  return {
    stems: gather(({ stems }) => stems),
    concepts: gather(({ concepts }) => concepts),
    sizes: units.map(({ stems }) => stems.size),
    gives,
  };
}

/** Adds to each unit what it has of a word, so far as that is more than `around`, what it has by its surroundings already. */
export function addToUnits(
  ofUnits: number[],
  { stems, concepts }: Places,
  word: { readonly stem: string; readonly concepts: readonly number[]; readonly rarity: number },
  around: number,
): void {
  const having = stems.get(word.stem)?.units ?? none;
  for (const unit of having) ofUnits[unit]! += word.rarity * (1 - around);
  if (word.concepts.length === 0 || around >= sameMeaning) return;
  const meaning = new Set(word.concepts.flatMap((concept) => concepts.get(concept)?.units ?? none));
  for (const unit of meaning) if (!having.includes(unit)) ofUnits[unit]! += word.rarity * (sameMeaning - around);
}

const none: readonly number[] = [];
