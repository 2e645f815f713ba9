import type { Analysis } from '@parley/models';
import { keyOf, sameMeaning } from './match.js';
import type { Quantity } from './quantity.js';

/** Parts of a passage, as bits. */
export const inTitle = 1;
export const inHeading = 2;
export const inText = 4;
export const everywhere = inTitle | inHeading | inText;

/** How well a part has a word: `same` are the parts that have it, `meant` those with what means the same. */
export const matchIn = (part: number, same: number, meant: number): number =>
  same & part ? 1 : meant & part ? sameMeaning : 0;

/** The words of a passage's parts and of its units, and what each unit gives a number of. */
export interface Words {
  readonly title: Analysis;
  readonly heading: Analysis;
  readonly text: Analysis;
  readonly units: readonly Analysis[];
  readonly gives: readonly (readonly Quantity[])[];
}

/** A word or a concept while a passage is taken apart. */
interface Entry {
  parts: number;
  readonly units: number[];
}

/** Of an entry in the table: its key; its parts and, above them, the number of its stem; then a bit for each unit. */
const firstBits = 2;
const aboveParts = 3;
const bits = 32;
/** Room of the table beside its entries, so that most of them stand where they are looked for. */
const room = 1.5;
const leastRoom = 8;
/** Of Fibonacci hashing. */
const golden = 0x9e3779b1;
/** Bits before the entries that tell of most keys that no entry has them, so that these are not looked for. */
const signatureBits = 512;

/**
 * Where a passage has each of its words and concepts: in which parts, and in which of its units, by their index. It is one
 * table of numbers with open addressing, because a question looks a few words up in twenty passages that nobody has
 * touched for long: what that costs is the memory it fetches. A place is where an entry begins; at 0 stands one of nothing.
 */
export class Places {
  /** Its different words, in the order of the passage. */
  readonly stems: readonly string[];
  /** Of each unit, how many different words it has. */
  readonly sizes: readonly number[];
  readonly gives: readonly (readonly Quantity[])[];
  /** Numbers of an entry. */
  private readonly width: number;
  private readonly shift: number;
  /** Where they begin. */
  private readonly entries: number;
  private readonly table: Int32Array;

  constructor({ units, gives, ...parts }: Words) {
    const stems = new Map<string, Entry>();
    const concepts = new Map<number, Entry>();
    for (const [part, { tokens, mentions }] of [
      [inTitle, parts.title],
      [inHeading, parts.heading],
      [inText, parts.text],
    ] as const) {
      for (const { stem, stop } of tokens) if (!stop) entryOf(stems, stem).parts |= part;
      for (const { concept } of mentions) entryOf(concepts, concept).parts |= part;
    }
    this.sizes = units.map(({ tokens, mentions }, unit) => {
      const own = new Set(tokens.filter(({ stop }) => !stop).map(({ stem }) => stem));
      for (const stem of own) entryOf(stems, stem).units.push(unit);
      for (const concept of new Set(mentions.map((mention) => mention.concept)))
        entryOf(concepts, concept).units.push(unit);
      return own.size;
    });
    this.stems = [...stems.keys()];
    this.gives = gives;
    this.width = firstBits + Math.ceil(units.length / bits);
    const size = Math.max(leastRoom, 2 ** Math.ceil(Math.log2(room * (stems.size + concepts.size))));
    this.shift = 32 - Math.log2(size);
    this.entries = this.width + signatureBits / bits;
    this.table = new Int32Array(this.entries + size * this.width);
    [...stems].forEach(([stem, entry], number) => this.put(keyOf(stem), number, entry));
    for (const [concept, entry] of concepts) this.put(keyOfConcept(concept), 0, entry);
  }

  /** `key` is that of the stem. */
  ofStem(stem: string, key: number): number {
    const hash = Math.imul(key, golden);
    if (!this.mayHave(hash)) return 0;
    let place = this.first(hash);
    while (this.table[place] !== 0) {
      if (this.table[place] === key && this.stems[this.table[place + 1]! >> aboveParts] === stem) return place;
      place = this.next(place);
    }
    return 0;
  }

  ofConcept(concept: number): number {
    const key = keyOfConcept(concept);
    const hash = Math.imul(key, golden);
    if (!this.mayHave(hash)) return 0;
    let place = this.first(hash);
    while (this.table[place] !== 0) {
      if (this.table[place] === key) return place;
      place = this.next(place);
    }
    return 0;
  }

  partsOf(place: number): number {
    return this.table[place + 1]! & everywhere;
  }

  /** Parts with one of the concepts. */
  partsOfConcepts(concepts: readonly number[]): number {
    let parts = 0;
    for (const concept of concepts) parts |= this.partsOf(this.ofConcept(concept));
    return parts;
  }

  /**
   * Counts a word in each unit that has it. The most that the words counted are of any of these, which counts as having
   * `besides` words more than it has.
   */
  count(place: number, counted: Int32Array, besides: number): number {
    let densest = 0;
    for (let row = 0; row < this.width - firstBits; row++)
      for (let left = this.unitsAt(place, row); left !== 0; left &= left - 1) {
        const unit = row * bits + lowest(left);
        densest = Math.max(densest, ++counted[unit]! / (this.sizes[unit]! + besides));
      }
    return densest;
  }

  /** Adds to each unit what it has of a word, so far as that is more than `around`, what it has by its surroundings already. */
  addToUnits(ofUnits: number[], place: number, concepts: readonly number[], rarity: number, around: number): void {
    const ofWord = rarity * (1 - around);
    const ofMeaning = rarity * (sameMeaning - around);
    for (let row = 0; row < this.width - firstBits; row++) {
      const same = this.unitsAt(place, row);
      for (let left = same; left !== 0; left &= left - 1) ofUnits[row * bits + lowest(left)]! += ofWord;
      if (around >= sameMeaning) continue;
      let meant = 0;
      for (const concept of concepts) meant |= this.unitsAt(this.ofConcept(concept), row);
      for (let left = meant & ~same; left !== 0; left &= left - 1) ofUnits[row * bits + lowest(left)]! += ofMeaning;
    }
  }

  private unitsAt(place: number, row: number): number {
    return this.table[place + firstBits + row]!;
  }

  private mayHave(hash: number): boolean {
    return (this.table[this.signatureOf(hash)]! & (1 << hash)) !== 0;
  }

  private signatureOf(hash: number): number {
    return this.width + ((hash >>> 5) & (signatureBits / bits - 1));
  }

  private first(hash: number): number {
    return this.entries + (hash >>> this.shift) * this.width;
  }

  private next(place: number): number {
    const next = place + this.width;
    return next === this.table.length ? this.entries : next;
  }

  private put(key: number, number: number, { parts, units }: Entry): void {
    const hash = Math.imul(key, golden);
    this.table[this.signatureOf(hash)]! |= 1 << hash;
    let place = this.first(hash);
    while (this.table[place] !== 0) place = this.next(place);
    this.table[place] = key;
    this.table[place + 1] = (number << aboveParts) | parts;
    for (const unit of units) this.table[place + firstBits + Math.floor(unit / bits)]! |= 1 << (unit % bits);
  }
}

/** Above 0. */
const keyOfConcept = (concept: number): number => concept + 1;

const lowest = (left: number): number => 31 - Math.clz32(left & -left);

function entryOf<T>(entries: Map<T, Entry>, of: T): Entry {
  let entry = entries.get(of);
  if (!entry) entries.set(of, (entry = { parts: 0, units: [] }));
  return entry;
}
