import { fold } from '../text/words.js';

/** A word and where it stands, in UTF-16 code units, without a suffix behind an apostrophe. */
export interface Place {
  readonly folded: string;
  readonly start: number;
  readonly end: number;
}

const word = /[\p{L}\p{M}\p{N}]+/gu;
const apostrophes = "'’ʼ`´";
/** Words of a text that are looked at. */
const mostPlaces = 400;

export function placesOf(text: string): Place[] {
  const places: Place[] = [];
  let last: Place | undefined;
  for (const match of text.matchAll(word)) {
    if (places.length === mostPlaces) break;
    const start = match.index;
    const end = start + match[0].length;
    const suffix = last?.end === start - 1 && apostrophes.includes(text[start - 1]!);
    last = { folded: fold(match[0]), start, end };
    if (!suffix) places.push(last);
  }
  return places;
}
