import type { Citation, Language } from '@parley/contracts';
import type { Evidence } from '../evidence/weigh.js';
import type { Unit } from '../evidence/units.js';
import { choose } from './choose.js';
import { show } from './show.js';
import { say } from './texts.js';

export interface Composition {
  readonly text: string;
  readonly citations: readonly Citation[];
}

/** Units of an answer: of the best passage, and of a second document beside it. */
const most = { first: 4, second: 2 };
/** What a second document must have of the first one's evidence to be quoted, too. */
const beside = 0.8;

/** An answer in the words of the best passages, each unit with its citation. `evidence` is best first, not empty. */
export function compose(evidence: readonly Evidence[], language: Language): Composition {
  const [best, ...others] = evidence as [Evidence, ...Evidence[]];
  const second = others.find(
    ({ hit, order }) => hit.document.document_id !== best.hit.document.document_id && order >= beside * best.order,
  );
  const first = quoted(best, choose(best, second ? most.first - 1 : most.first));
  const text = best.hit.document.language === language ? first.text : foreign(best, first.text, language);
  if (!second) return { text, citations: first.citations };
  const more = quoted(second, choose(second, most.second));
  const also = say('also', language, { title: second.hit.document.title, text: more.text });
  return { text: `${text}\n\n${also}`, citations: [...first.citations, ...more.citations] };
}

const foreign = ({ hit }: Evidence, text: string, language: Language): string =>
  say(`only_in_${hit.document.language}`, language, { title: hit.document.title, text });

const quoted = ({ hit }: Evidence, units: readonly Unit[]): Composition => ({
  text: show(hit.passage.text, units),
  citations: units.map((unit) => citation(hit, unit)),
});

function citation({ document, passage }: Evidence['hit'], { start, end }: Unit): Citation {
  const { document_id, title, url } = document;
  return {
    document_id,
    title,
    ...(url === undefined ? {} : { url }),
    heading: [...passage.heading],
    ...(passage.page === undefined ? {} : { page: passage.page }),
    start: passage.start + start,
    end: passage.start + end,
    quote: passage.text.slice(start, end),
  };
}
