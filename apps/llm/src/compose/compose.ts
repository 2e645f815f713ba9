import type { Citation, Language } from '@parley/contracts';
import type { Evidence } from '../evidence/weigh.js';
import type { Unit } from '../evidence/units.js';
import { cited } from './beside.js';
import { sectionOf, type Section } from './section.js';
import { choose } from './choose.js';
import { citationOf } from './citation.js';
import { show } from './show.js';
import { say } from './texts.js';

export interface Composition {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Room for the best passage, alone and beside another document, and for that one. */
const room = {
  alone: { units: 4, characters: 1500 },
  first: { units: 3, characters: 1200 },
  second: { units: 2, characters: 500 },
};

/** An answer in the words of the best passages, each unit with its citation. `evidence` is best first, not empty. */
export function compose(evidence: readonly Evidence[], language: Language): Composition {
  const [best, second] = cited(evidence).map((each) => sectionOf(each, evidence)) as [Section, Section?];
  const first = quoted(best, choose(best, second ? room.first : room.alone));
  const text = best.hit.document.language === language ? first.text : foreign(best, first.text, language);
  if (!second) return { text, citations: first.citations };
  const more = quoted(second, choose(second, room.second));
  const also = say('also', language, { title: second.hit.document.title, text: more.text });
  return { text: `${text}\n\n${also}`, citations: [...first.citations, ...more.citations] };
}

const foreign = ({ hit }: Section, text: string, language: Language): string =>
  say(`only_in_${hit.document.language}`, language, { title: hit.document.title, text });

const quoted = ({ hit }: Section, units: readonly Unit[]): Composition => ({
  text: show(hit.passage.text, units),
  citations: units.map((unit) => citationOf(hit, unit)),
});
