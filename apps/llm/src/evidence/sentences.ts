/** Part of a text by UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Words that end in a full stop without ending a sentence, in both languages. */
const abbreviations = new Set(
  `mr mrs ms dr prof st no nr vs etc e.g i.e eg ie approx incl max min tel ext fig vol art inc ltd jan feb mar apr jun jul aug sep
  sept oct nov dec vb vd vs bkz örn sn av doç cad sok mah apt blv bul tic şti a.ş ltd.şti yy çev haz bul krş`.split(
    /\s+/,
  ),
);

const possibleEnd = /[.!?…]+["'”’)\]]*(?=\s)/gu;
const lastWord = /[\p{L}\p{N}.]+$/u;
const beginsSentence = /^\s+["'“‘([*_]*[\p{Lu}\p{N}]/u;
/** A number before a full stop is an ordinal in Turkish (`372. Sokak`) and counts items in both languages. */
const ordinal = /^\p{N}{1,3}$/u;
const initial = /^\p{Lu}$/u;

function ends(text: string, mark: string, at: number): boolean {
  if (mark[0] !== '.' || mark.startsWith('..')) return true;
  const word = lastWord.exec(text.slice(Math.max(0, at - 30), at))?.[0] ?? '';
  return !abbreviations.has(word.toLocaleLowerCase('tr')) && !ordinal.test(word) && !initial.test(word);
}

/** The sentences of a run of prose, without the space between them. Linear in its length. */
export function sentencesIn(text: string, { start, end }: Span): Span[] {
  const sentences: Span[] = [];
  const prose = text.slice(start, end);
  let from = 0;
  const take = (to: number) => {
    const part = prose.slice(from, to);
    const trimmed = part.trim();
    const lead = part.length - part.trimStart().length;
    if (trimmed) sentences.push({ start: start + from + lead, end: start + from + lead + trimmed.length });
    from = to;
  };
  for (const { 0: mark, index } of prose.matchAll(possibleEnd)) {
    const after = index + mark.length;
    if (beginsSentence.test(prose.slice(after, after + 8)) && ends(prose, mark, index)) take(after);
  }
  take(prose.length);
  return sentences;
}
