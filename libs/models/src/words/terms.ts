import type { Analysis, Token } from './analyse.js';

/** How a text is found: by its words, by parts of its words, by what they mean. */
export const fields = ['stem', 'gram', 'concept'] as const;
export type Field = (typeof fields)[number];

const gramLength = 4;
const prefixes: Readonly<Record<Field, string>> = { stem: '=', gram: '~', concept: '@' };

export const fieldOf = (term: string): Field => (term[0] === '=' ? 'stem' : term[0] === '~' ? 'gram' : 'concept');

export const stemTerm = (stem: string): string => prefixes.stem + stem;
export const conceptTerm = (concept: number): string => prefixes.concept + concept;

/** Its stem first, then its parts. */
export function termsOfWord({ stem, folded }: Pick<Token, 'stem' | 'folded'>): string[] {
  const terms = [stemTerm(stem)];
  const bounded = `_${folded}_`;
  for (let at = 0; at + gramLength <= bounded.length; at++)
    terms.push(prefixes.gram + bounded.slice(at, at + gramLength));
  return terms;
}

/** What a word counts in a question that is common in talk of anything. */
export const weakWeight = 0.4;

/** How much each word and concept of a question counts, in the order in which they are searched by. */
export function weighTerms(
  { tokens, mentions }: Analysis,
  word: (token: Token, weight: number) => void,
  named: (concept: number, weight: number) => void,
): void {
  for (const token of tokens) if (!token.stop) word(token, token.weak ? weakWeight : 1);
  for (const { concept } of mentions) named(concept, 1);
}

/** The terms that a question is searched by, each with the most that it counts. */
export function queryTerms(question: Analysis): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (term: string, weight: number) => weights.set(term, Math.max(weights.get(term) ?? 0, weight));
  weighTerms(
    question,
    (token, weight) => termsOfWord(token).forEach((term) => add(term, weight)),
    (concept, weight) => add(conceptTerm(concept), weight),
  );
  return weights;
}

/** Adds the terms of a text to a count of terms, `weight` for each time. */
export function countTerms({ tokens, mentions }: Analysis, weight: number, counts: Map<string, number>): void {
  const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + weight);
  for (const token of tokens) if (!token.stop) termsOfWord(token).forEach(add);
  let place = -1;
  const here = new Set<number>();
  for (const { concept, from } of mentions) {
    if (from !== place) here.clear();
    place = from;
    if (here.has(concept)) continue;
    here.add(concept);
    add(conceptTerm(concept));
  }
}
