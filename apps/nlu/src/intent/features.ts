import type { Word } from '../text/words.js';

/** Words of a text that are classified; what follows hardly changes what a customer wants. */
const mostWords = 100;
/** Letters of a word that are looked at. */
const mostLetters = 40;
/** Lengths of the character n-grams, counted with the blanks around a word. */
const shortest = 3;
const longest = 5;

/** Seeds of the hash, so that a word never meets a piece of a word. */
const wordSeed = 0x811c9dc5;
const pairSeed = 0x1b873593;
const pieceSeed = 0x5bd1e995;
const blank = 32;

/** FNV-1a over UTF-16 code units. */
const step = (hash: number, unit: number): number => Math.imul(hash ^ unit, 0x01000193);

/** Spreads the bits (the end of MurmurHash3), so that any of them may choose a place in a table. Never 0. */
const finished = (hash: number): number => {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0 || 1;
};

/** Takes a feature as its 32-bit hash, never 0; the features of a text come in no particular order and may repeat. */
export interface FeatureSink {
  word(hash: number): void;
  piece(hash: number): void;
}

/**
 * The features of a text: its words, its pairs of neighbouring words, and the character n-grams of 3 to 5 within each
 * word with a blank before and after. All folded, so that Turkish typed without diacritics has the same features.
 */
export function featuresOf(words: readonly Word[], sink: FeatureSink): void {
  const count = Math.min(words.length, mostWords);
  let before = wordSeed;
  for (let at = 0; at < count; at++) {
    const { folded } = words[at]!;
    const length = Math.min(folded.length, mostLetters);
    let whole = wordSeed;
    for (let place = 0; place < length; place++) whole = step(whole, folded.charCodeAt(place));
    sink.word(finished(whole));
    sink.word(finished(step(step(step(pairSeed, before), before >>> 16), whole)));
    before = whole;
    piecesOf(folded, length, sink);
  }
  if (count > 0) sink.word(finished(step(step(step(pairSeed, before), before >>> 16), wordSeed)));
}

function piecesOf(word: string, length: number, sink: FeatureSink): void {
  const end = length + 2;
  for (let start = 0; start + shortest <= end; start++) {
    const stop = Math.min(start + longest, end);
    let hash = pieceSeed;
    for (let place = start; place < stop; place++) {
      hash = step(hash, place === 0 || place === length + 1 ? blank : word.charCodeAt(place - 1));
      if (place - start + 1 >= shortest) sink.piece(finished(hash));
    }
  }
}
