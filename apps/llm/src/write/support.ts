import type { Citation, Language } from '@parley/contracts';
import { analyse, analyseAcross, type Analysis } from '@parley/models';
import { citationOf } from '../compose/citation.js';
import { matches, vocabularyOf, type Vocabulary } from '../evidence/match.js';
import type { Source } from '../prompt/sources.js';

/** A source, its words looked up. */
export interface Witness {
  readonly source: Source;
  readonly all: Vocabulary;
  readonly units: readonly Vocabulary[];
}

/** What a weak word counts beside one of the subject. */
const weakWord = 0.3;

/**
 * Share of a sentence's words that its source must have, by word or by meaning: where the model named the source, where
 * it did not, and where the source is in another language and only names, numbers and known concepts can be compared.
 */
const least = { named: 0.6, unnamed: 0.7, foreign: 0.2 };

export function witness(source: Source): Witness {
  const { document, passage } = source.hit;
  const words = (text: string) => analyse(text, document.language);
  const units = source.units.map(({ start, end }) => words(passage.text.slice(start, end)));
  const surroundings = words([document.title, ...passage.heading].join('\n'));
  return { source, all: vocabularyOf(surroundings, ...units), units: units.map((unit) => vocabularyOf(unit)) };
}

/** The best quote of a source that carries a sentence; nothing where it does not. */
export function support(
  sentence: string,
  language: Language,
  { source, all, units }: Witness,
  named: boolean,
): { readonly citation: Citation; readonly share: number } | undefined {
  const spoken = source.hit.document.language;
  const asked = spoken === language ? analyse(sentence, language) : analyseAcross(sentence, language, spoken);
  if (numbersOf(asked).some((number) => !all.stems.has(number))) return undefined;
  const share = shareOf(asked, all);
  const needed = spoken !== language ? least.foreign : named ? least.named : least.unnamed;
  if (share < needed) return undefined;
  const shares = units.map((unit) => shareOf(asked, unit));
  const best = shares.indexOf(Math.max(...shares));
  return { citation: citationOf(source.hit, source.units[best]!), share };
}

const affirmations = /^(?:yes|yeah|sure|of course|certainly|evet|hayır|tabii|elbette|kesinlikle)$/iu;

/** Whether a sentence says nothing by itself: no subject of its own, as "Yes." or "Here is how:". */
export function isBare(sentence: string, language: Language): boolean {
  const asked = analyse(sentence, language);
  return (
    numbersOf(asked).length === 0 &&
    asked.tokens.every(({ stop, weak, start, end }) => stop || weak || affirmations.test(sentence.slice(start, end)))
  );
}

const numbersOf = ({ tokens }: Analysis): string[] =>
  tokens.filter(({ folded }) => /^\p{N}/u.test(folded)).map(({ stem }) => stem);

function shareOf(asked: Analysis, words: Vocabulary): number {
  const found = matches(asked, words);
  let whole = 0;
  let sum = 0;
  asked.tokens.forEach(({ stop, weak }, at) => {
    if (stop) return;
    const weight = weak ? weakWord : 1;
    whole += weight;
    sum += weight * found[at]!;
  });
  return whole === 0 ? 0 : sum / whole;
}
