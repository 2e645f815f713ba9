import type { Analysis, Token } from '../words/analyse.js';
import { conceptTerm, stemTerm, weakWeight } from '../words/terms.js';

/** 1 of a term that no passage has, 0 of one that all have. */
type RarityOfTerm = (term: string) => number;

/** A number that no document has is the customer's own: an amount of his, or his order's. */
const ownNumber = { short: 0.2, long: 0, longFrom: 5 };

/** A word is as rare as the most frequent of what would be taken for it: its stem, or a concept that it helps to name. */
export function rarityOf({ tokens, mentions }: Analysis, rarity: RarityOfTerm): number[] {
  const rarities = tokens.map((token) => (token.stop ? 0 : rarityOfToken(token, rarity)));
  for (const { concept, from, to } of mentions) {
    const named = rarity(conceptTerm(concept));
    for (let at = from; at < to; at++) rarities[at] = Math.min(rarities[at]!, named);
  }
  return rarities;
}

function rarityOfToken({ stem, folded, weak }: Token, rarityOfTerm: RarityOfTerm): number {
  const rarity = rarityOfTerm(stemTerm(stem));
  if (rarity === 1 && /^\p{N}/u.test(folded))
    return folded.length >= ownNumber.longFrom ? ownNumber.long : ownNumber.short;
  return weak ? weakWeight * rarity : rarity;
}
