import type { Analysis, Token } from '../words/analyse.js';
import { weakWeight } from '../words/terms.js';

/** 1 of what no passage has, 0 of what all have. */
export interface RarityOf {
  word(word: Pick<Token, 'stem' | 'folded'>): number;
  concept(concept: number): number;
}

/** A number that no document has is the customer's own: an amount of his, or his order's. */
const ownNumber = { short: 0.2, long: 0, longFrom: 5 };

/** A phrase of a question that says more than any of its words: `where is my stuff`. */
export interface PhraseSaid {
  readonly concept: number;
  /** Where it begins in the question. */
  readonly start: number;
  readonly rarity: number;
}

/** How rare the words of a question are, each alone, and beside what means the same; and its phrases. */
export interface Rarities {
  readonly alone: readonly number[];
  readonly rarity: readonly number[];
  readonly phrases: readonly PhraseSaid[];
}

/** A word is as rare as the most frequent of what would be taken for it: its stem, or a concept that it helps to name. */
export function raritiesOf({ tokens, mentions }: Analysis, typed: Analysis, rarityOf: RarityOf): Rarities {
  const rarity = tokens.map((token) => (token.stop ? 0 : rarityOfToken(token, rarityOf)));
  const alone = rarity.map((each, at) =>
    tokens[at] === typed.tokens[at] ? each : rarityOfToken(typed.tokens[at]!, rarityOf),
  );
  for (const { concept, from, to } of mentions) {
    const named = rarityOf.concept(concept);
    for (let at = from; at < to; at++) rarity[at] = Math.min(rarity[at]!, named);
  }
  const phrases = new Map<number, PhraseSaid>();
  for (const { concept, from, to, phrase } of mentions) {
    if (!phrase || phrases.has(concept)) continue;
    const named = rarityOf.concept(concept);
    if (named < 1 && rarity.slice(from, to).every((each) => each < named))
      phrases.set(concept, { concept, start: tokens[from]!.start, rarity: named });
  }
  return { alone, rarity, phrases: [...phrases.values()] };
}

function rarityOfToken(token: Token, rarityOf: RarityOf): number {
  const rarity = rarityOf.word(token);
  const { folded } = token;
  if (rarity === 1 && /^\p{N}/u.test(folded))
    return folded.length >= ownNumber.longFrom ? ownNumber.long : ownNumber.short;
  return token.weak ? weakWeight * rarity : rarity;
}
