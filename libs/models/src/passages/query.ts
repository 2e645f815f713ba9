import { analyse, analyseAcross, type Analysis } from '../words/analyse.js';
import { withoutSlips } from '../words/slips.js';
import type { PassageQuery, PassageResults } from './port.js';
import type { RarityOf } from './rarity.js';

export const asQuery = ({ text, language, asked_in = language }: PassageQuery): Analysis =>
  asked_in === language ? analyse(text, language) : analyseAcross(text, asked_in, language);

/** The question with mistyped words mended that no passage has, in its own language. */
export const asMeant = (
  typed: Analysis,
  { language, asked_in = language }: PassageQuery,
  rarityOf: RarityOf,
): Analysis => (asked_in === language ? withoutSlips(typed, language, (word) => rarityOf.word(word) < 1) : typed);

/** Where there is nothing to search. */
export const emptyResults = (query: Analysis): PassageResults => ({
  hits: [],
  query,
  rarity: query.tokens.map(({ stop }) => (stop ? 0 : 1)),
  alone: query.tokens.map(({ stop }) => (stop ? 0 : 1)),
  phrases: [],
  searched: 0,
});
