import type { Tokenizer } from '@parley/models';
import { unitsOf, type Unit } from '../evidence/units.js';
import type { Evidence } from '../evidence/weigh.js';
import { instructs } from '../guard/instructions.js';

/** A passage as a model is shown it. */
export interface Source {
  /** From 1: what the model cites it by. */
  readonly number: number;
  readonly hit: Evidence['hit'];
  /** What can be quoted of it. */
  readonly units: readonly Unit[];
  /** Its text, without what reads like an instruction. */
  readonly shown: string;
}

export interface SourceRoom {
  readonly passages: number;
  readonly tokens: number;
}

/** How far behind the best in order a passage only distracts: it is a hundred times less likely to answer. */
const behind = 0.9;
const left_out = '[…]';

/** The best passages for each question in turn, as many as have room; always one. */
export function sourcesFor(questions: readonly (readonly Evidence[])[], room: SourceRoom, tokens: Tokenizer): Source[] {
  const sources: Source[] = [];
  let left = room.tokens;
  for (const { hit } of inTurn(questions)) {
    const { document, passage } = hit;
    if (sources.length >= room.passages || sources.some((other) => isSame(other.hit, hit))) continue;
    const { units, shown } = guarded(passage.text);
    const size = tokens([document.title, ...passage.heading, shown].join('\n'));
    if (units.length === 0 || (size > left && sources.length > 0)) continue;
    left -= size;
    sources.push({ number: sources.length + 1, hit, units, shown });
  }
  return sources;
}

const isSame = (one: Evidence['hit'], other: Evidence['hit']): boolean =>
  one.document.document_id === other.document.document_id && one.passage.number === other.passage.number;

/** The first of each, the second of each, … as far as they weigh. */
function inTurn(questions: readonly (readonly Evidence[])[]): Evidence[] {
  const weighty = questions.map((evidence) =>
    evidence.filter(({ order }) => order >= (evidence[0]?.order ?? 0) - behind),
  );
  const most = Math.max(0, ...weighty.map(({ length }) => length));
  return Array.from({ length: most }, (_, at) => weighty.flatMap((evidence) => evidence[at] ?? [])).flat();
}

/** A passage is data: what in it speaks to a model is neither shown to one nor quoted for it. */
export function guarded(text: string): { units: Unit[]; shown: string } {
  const all = unitsOf(text);
  const units = all.filter(({ start, end }) => !instructs(text.slice(start, end)));
  if (units.length === all.length && !instructs(text)) return { units, shown: text };
  let shown = '';
  let at = 0;
  for (const unit of all) {
    if (units.includes(unit)) continue;
    shown += text.slice(at, unit.start) + left_out;
    at = unit.end;
  }
  shown += text.slice(at);
  return instructs(shown) ? { units: [], shown: '' } : { units, shown };
}
