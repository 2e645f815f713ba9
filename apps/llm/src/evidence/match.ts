import type { Analysis } from '@parley/models';

/** The words and concepts of a text, to be looked up. */
export interface Vocabulary {
  readonly stems: ReadonlySet<string>;
  readonly concepts: ReadonlySet<number>;
}

/** What the same meaning in another word is worth beside the same word. */
const sameMeaning = 0.7;

export const vocabularyOf = (...analyses: readonly Analysis[]): Vocabulary => ({
  stems: new Set(analyses.flatMap(({ tokens }) => tokens.filter(({ stop }) => !stop).map(({ stem }) => stem))),
  concepts: new Set(analyses.flatMap(({ mentions }) => mentions.map(({ concept }) => concept))),
});

/** For each word of a query how well a text has it: 1 the word itself, less what means the same, 0 not at all. */
export function matches({ tokens, mentions }: Analysis, { stems, concepts }: Vocabulary): number[] {
  const found: number[] = tokens.map(({ stem, stop }) => (!stop && stems.has(stem) ? 1 : 0));
  for (const { concept, from, to } of mentions) {
    if (!concepts.has(concept)) continue;
    for (let at = from; at < to; at++) found[at] = Math.max(found[at]!, sameMeaning);
  }
  return found;
}
