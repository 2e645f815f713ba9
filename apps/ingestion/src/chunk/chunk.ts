import type { Outline, Span } from '../parse/outline.js';
import { atomsOf, sentencesOf, type Atom, type Room } from './cut.js';
import { sectionsOf } from './sections.js';
import { countTokens } from './tokens.js';

/** A piece of a document that is found and cited: `text.slice(start, end)` of its canonical text. */
export interface ChunkSpan extends Span {
  readonly heading: readonly string[];
  /** Where it begins, of a document that has pages. */
  readonly page?: number;
}

/** `recursive`: a section is a chunk; a larger one is cut at its blocks, then lines, sentences, words (spec §6). */
const room: Room = { tokens: 512, characters: 8000 };
const overlapTokens = 50;
/** The last chunk of a section that was cut has at least so many tokens, where whole pieces allow. */
const leastTokens = 100;

/** In the order of the document. Each chunk belongs to one section; only chunks of one section overlap. */
export const chunksOf = (outline: Outline, title: string): ChunkSpan[] =>
  sectionsOf(outline, title).flatMap(({ heading, page, blocks }) => {
    const atoms = blocks.flatMap((block) => atomsOf(outline.text, block, room)).filter(hasText(outline.text));
    const place = page === undefined ? { heading } : { heading, page };
    return spansOf(outline.text, pack(atoms)).map((span) => ({ ...span, ...place }));
  });

const hasText =
  (text: string) =>
  ({ start, end }: Span): boolean =>
    /[\p{L}\p{N}]/u.test(text.slice(start, end));

/** As many atoms together as have room, in their order. */
function pack(atoms: readonly Atom[]): Atom[][] {
  const packs: Atom[][] = [];
  let tokens = 0;
  for (const atom of atoms) {
    const current = packs.at(-1);
    if (current && tokens + atom.tokens <= room.tokens && atom.end - current[0]!.start <= room.characters) {
      current.push(atom);
      tokens += atom.tokens;
    } else {
      packs.push([atom]);
      tokens = atom.tokens;
    }
  }
  balance(packs);
  return packs;
}

/** Moves atoms from the last but one to a last pack that is too small. */
function balance(packs: Atom[][]): void {
  const [before, last] = packs.slice(-2);
  if (!before || !last) return;
  const sum = (atoms: readonly Atom[]) => atoms.reduce((total, { tokens }) => total + tokens, 0);
  while (before.length > 1 && sum(last) < leastTokens) {
    const moved = before.at(-1)!;
    const hasRoom = sum(last) + moved.tokens <= room.tokens && last.at(-1)!.end - moved.start <= room.characters;
    if (!hasRoom || sum(before) - moved.tokens < leastTokens) return;
    last.unshift(before.pop()!);
  }
}

/** A chunk begins with the last sentences of the one before it, as far as they have no more tokens than the overlap. */
const spansOf = (text: string, packs: readonly (readonly Atom[])[]): Span[] =>
  packs.map((atoms, index) => {
    const span = { start: atoms[0]!.start, end: atoms.at(-1)!.end };
    const before = packs[index - 1]?.at(-1);
    return before ? overlapping(text, span, before) : span;
  });

function overlapping(text: string, { start, end }: Span, before: Span): Span {
  let from = start;
  let tokens = 0;
  for (const sentence of sentencesOf(text, before).reverse()) {
    tokens += countTokens(text.slice(sentence.start, sentence.end));
    if (tokens > overlapTokens || end - sentence.start > room.characters) break;
    from = sentence.start;
  }
  return { start: from, end };
}
