import { analyse, analyseAcross, type Analysis } from '../words/analyse.js';
import type { PassageQuery, PassageResults } from './port.js';

export const asQuery = ({ text, language, asked_in = language }: PassageQuery): Analysis =>
  asked_in === language ? analyse(text, language) : analyseAcross(text, asked_in, language);

/** Where there is nothing to search. */
export const emptyResults = (query: Analysis): PassageResults => ({
  hits: [],
  query,
  rarity: query.tokens.map(({ stop }) => (stop ? 0 : 1)),
  searched: 0,
});
