import type { Span } from '../parse/outline.js';
import { countTokens } from './tokens.js';
import type { Block } from './sections.js';

/** A piece that is not cut any further. */
export interface Atom extends Span {
  readonly tokens: number;
}

export interface Room {
  readonly tokens: number;
  /** UTF-16 units. */
  readonly characters: number;
}

const sentenceSegmenter = new Intl.Segmenter('en', { granularity: 'sentence' });
const line = /[^\r\n]+/g;
const part = /\S+/g;

/** A block as one atom, or, where it has no room, as its lines, sentences, words: the coarsest that have. */
export function atomsOf(text: string, block: Block, room: Room): Atom[] {
  const whole = atom(text, block);
  if (fits(whole, room)) return whole.end > whole.start ? [whole] : [];
  return block.cut === 'lines'
    ? linesOf(text, block).flatMap((each) => atomsOf(text, { ...each, cut: 'sentences' }, room))
    : sentencesOf(text, block).flatMap((each) => wordsOf(text, each, room));
}

/** The finest pieces that make sense alone: lines and, of lines of prose, sentences. */
export const sentencesOf = (text: string, span: Span): Span[] =>
  [...sentenceSegmenter.segment(text.slice(span.start, span.end))]
    .map(({ index, segment }) => trimmed(text, { start: span.start + index, end: span.start + index + segment.length }))
    .filter(({ start, end }) => end > start);

const linesOf = (text: string, { start, end }: Span): Span[] =>
  [...text.slice(start, end).matchAll(line)].map(({ index, 0: content }) => {
    return { start: start + index, end: start + index + content.length };
  });

/** A sentence, cut between words where it has no room, and within words that have none either. */
function wordsOf(text: string, sentence: Span, room: Room): Atom[] {
  const whole = atom(text, sentence);
  if (fits(whole, room)) return whole.end > whole.start ? [whole] : [];
  const atoms: Atom[] = [];
  let open: Atom | undefined;
  for (const { index, 0: word } of text.slice(sentence.start, sentence.end).matchAll(part)) {
    const start = sentence.start + index;
    for (const next of shortened(text, { start, end: start + word.length }, room)) {
      const joined: Atom = open ? { start: open.start, end: next.end, tokens: open.tokens + next.tokens } : next;
      if (open && !fits(joined, room)) atoms.push(open);
      open = open && !fits(joined, room) ? next : joined;
    }
  }
  return open ? [...atoms, open] : atoms;
}

/** A word in pieces that have room whatever their signs are. */
function shortened(text: string, word: Span, room: Room): Atom[] {
  const whole = atom(text, word);
  if (fits(whole, room)) return [whole];
  const atoms: Atom[] = [];
  for (let start = word.start; start < word.end;) {
    const end = Math.min(word.end, characterBoundary(text, start + room.tokens));
    atoms.push(atom(text, { start, end }));
    start = end;
  }
  return atoms;
}

/** The last place up to `at` that parts no surrogate pair and no letter from its marks. */
function characterBoundary(text: string, at: number): number {
  for (let place = at; place > at - 32; place--)
    if (!/^[\uDC00-\uDFFF\p{M}\u200D]/u.test(text.slice(place, place + 2)) && text[place - 1] !== '\u200D')
      return place;
  return at;
}

function trimmed(text: string, { start, end }: Span): Span {
  const content = text.slice(start, end);
  const lead = content.length - content.trimStart().length;
  return { start: start + lead, end: start + Math.max(lead, content.trimEnd().length) };
}

function atom(text: string, span: Span): Atom {
  const tight = trimmed(text, span);
  return { ...tight, tokens: countTokens(text.slice(tight.start, tight.end)) };
}

const fits = ({ start, end, tokens }: Atom, room: Room): boolean =>
  tokens <= room.tokens && end - start <= room.characters;
