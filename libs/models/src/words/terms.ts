import type { Analysis } from './analyse.js';

/** How a text is found: by its words, by parts of its words, by what they mean. */
export const fields = ['stem', 'gram', 'concept'] as const;
export type Field = (typeof fields)[number];

const gramLength = 4;
const prefixes: Readonly<Record<Field, string>> = { stem: '=', gram: '~', concept: '@' };

export const fieldOf = (term: string): Field => (term[0] === '=' ? 'stem' : term[0] === '~' ? 'gram' : 'concept');

export const stemTerm = (stem: string): string => prefixes.stem + stem;
export const conceptTerm = (concept: number): string => prefixes.concept + concept;

/** Adds the terms of a text to a count of terms, `weight` for each time. */
export function countTerms({ tokens, mentions }: Analysis, weight: number, counts: Map<string, number>): void {
  const add = (term: string) => counts.set(term, (counts.get(term) ?? 0) + weight);
  for (const token of tokens) {
    if (token.stop) continue;
    add(stemTerm(token.stem));
    const bounded = `_${token.folded}_`;
    for (let at = 0; at + gramLength <= bounded.length; at++) add(prefixes.gram + bounded.slice(at, at + gramLength));
  }
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
