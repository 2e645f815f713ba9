import type { Evidence } from '../evidence/weigh.js';
import type { Unit } from '../evidence/units.js';

/** A section of so few units and characters is quoted whole. */
const whole = { units: 4, characters: 600 };
/** What a neighbour must have of the best unit's share to be quoted with it. */
const nearly = 0.7;

type Weighed = Evidence['units'][number];

/** At most `most` units of a passage that stand together and answer best, in the order of the document. */
export function choose({ units, hit }: Evidence, most: number): Unit[] {
  if (units.length === 0) return [];
  if (units.length <= Math.min(whole.units, most) && hit.passage.text.length <= whole.characters)
    return units.map(({ unit }) => unit);
  const best = units.reduce((one, other) => (other.share > one.share ? other : one));
  let from = units.indexOf(best);
  let to = from;
  const room = () => to - from + 1 < most;
  const leads = (index: number) => endsInColon(hit.passage.text, units[index]!.unit);
  if (from > 0 && best.unit.kind !== 'sentence' && units[from - 1]!.unit.kind === 'sentence' && leads(from - 1)) from--;
  for (;;) {
    if (room() && to + 1 < units.length && (leads(to) || near(units[to + 1]!, best))) to++;
    else if (room() && from > 0 && near(units[from - 1]!, best)) from--;
    else break;
  }
  if (to > from && leads(to)) to--;
  return units.slice(from, to + 1).map(({ unit }) => unit);
}

const near = ({ share }: Weighed, best: Weighed): boolean => share >= nearly * best.share;

const endsInColon = (text: string, { start, end }: Unit): boolean => /:[*_\s]*$/.test(text.slice(start, end));
