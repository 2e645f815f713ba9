import type { Analysis, Token } from '../words/analyse.js';
import { conceptTerm, stemTerm, weakWeight } from '../words/terms.js';

/** 1 of a term that no passage has, 0 of one that all have. */
type RarityOfTerm = (term: string) => number;

/** A number that no document has is the customer's own: an amount of his, or his order's. */
const ownNumber = { short: 0.2, long: 0, longFrom: 5 };

/** How rare the words of a question are, each alone, and beside what means the same. */
export interface Rarities {
  readonly alone: readonly number[];
  readonly rarity: readonly number[];
}

/** A word is as rare as the most frequent of what would be taken for it: its stem, or a concept that it helps to name. */
export function raritiesOf({ tokens, mentions }: Analysis, typed: Analysis, rarityOfTerm: RarityOfTerm): Rarities {
  const rarity = tokens.map((token) => (token.stop ? 0 : rarityOfToken(token, rarityOfTerm)));
  const alone = rarity.map((each, at) =>
    tokens[at] === typed.tokens[at] ? each : rarityOfToken(typed.tokens[at]!, rarityOfTerm),
  );
  for (const { concept, from, to } of mentions) {
    const named = rarityOfTerm(conceptTerm(concept));
    for (let at = from; at < to; at++) rarity[at] = Math.min(rarity[at]!, named);
  }
  return { alone, rarity };
}

function rarityOfToken({ stem, folded, weak }: Token, rarityOfTerm: RarityOfTerm): number {
  const rarity = rarityOfTerm(stemTerm(stem));
  if (rarity === 1 && /^\p{N}/u.test(folded))
    return folded.length >= ownNumber.longFrom ? ownNumber.long : ownNumber.short;
  return weak ? weakWeight * rarity : rarity;
}
