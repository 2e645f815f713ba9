import { isSlip, type PassageResults, type Token } from '@parley/models';
import type { Dissected } from './passage-cache.js';
import { weigh, type Evidence } from './weigh.js';

/** From this rarity on no document has the word; what a word found in the passages instead counts as. */
const rarity = { unknown: 0.97, mended: 0.75 };
/** Letters of the shortest word that is looked for among those of the passages. */
const shortest = 5;
/** Best passages whose words are looked at. */
const lookedAt = 8;
const letters = /^\p{L}+$/u;

/**
 * What was found as evidence, best first, words that no document has being read as the word of a passage found that is a
 * slip apart: passages are found by parts of a word, too, and by the other words. `found` is the question as it was read,
 * `dissected` the hits taken apart.
 */
export function readAs(
  results: PassageResults,
  dissected: readonly Dissected[],
): { found: PassageResults; evidence: Evidence[] } {
  const near = results.query.tokens.map((token, at) =>
    isUnknown(token, results.rarity[at]!) ? nearest(token.stem, dissected) : undefined,
  );
  const found = near.some((stem) => stem !== undefined) ? mended(results, near) : results;
  return { found, evidence: weigh(found, dissected) };
}

const mended = (results: PassageResults, near: readonly (string | undefined)[]): PassageResults => ({
  ...results,
  query: {
    ...results.query,
    tokens: results.query.tokens.map((token, at) => (near[at] === undefined ? token : { ...token, stem: near[at] })),
  },
  rarity: results.rarity.map((each, at) => (near[at] === undefined ? each : rarity.mended)),
});

const isUnknown = ({ stem, stop, weak }: Token, rare: number): boolean =>
  rare > rarity.unknown && !stop && !weak && stem.length >= shortest && letters.test(stem);

function nearest(typed: string, dissected: readonly Dissected[]): string | undefined {
  for (const { places } of dissected.slice(0, lookedAt))
    for (const stem of places.stems)
      if (stem.length >= shortest && stem[0] === typed[0] && isSlip(typed, stem)) return stem;
  return undefined;
}
