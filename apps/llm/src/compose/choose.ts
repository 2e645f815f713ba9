import type { Unit } from '../evidence/units.js';
import type { Section } from './section.js';

export interface Room {
  readonly units: number;
  /** Of all units together; one unit is taken however long it is. */
  readonly characters: number;
}

/** A section of so few units and characters is quoted whole. */
const whole = { units: 4, characters: 600 };
/** What a neighbour must have of the best unit's share to be quoted with it. */
const nearly = 0.74;

/** The units of a passage that answer best, as many as have room, in the order of the document. */
export function choose({ units: all, shares, hit }: Section, room: Room): readonly Unit[] {
  if (all.length === 0) return [];
  const { text } = hit.passage;
  if (all.length <= Math.min(whole.units, room.units) && text.length <= whole.characters) return all;
  const best = Math.max(...shares);
  const near = (index: number) => (shares[index] ?? 0) >= nearly * best;
  const fits = (one: number, other: number) =>
    other - one < room.units && all[other]!.end - all[one]!.start <= room.characters;

  let from = shares.indexOf(best);
  let to = from;
  for (;;) {
    if (to + 1 < all.length && fits(from, to + 1) && (near(to + 1) || goesOn(text, all, from, to + 1))) to++;
    else if (from > 0 && fits(from - 1, to) && near(from - 1)) from--;
    else break;
  }
  if (to > from && leadsIn(text, all[to]!)) to--;
  const chosen = all.slice(from, to + 1);
  const lead = leadOf(text, all, from);
  return lead && chosen.length < room.units ? [lead, ...chosen] : chosen;
}

/** A line that only announces what comes: it ends in a colon. */
const leadsIn = (text: string, { start, end }: Unit): boolean => /:[*_\s]*$/.test(text.slice(start, end));

const isPart = (unit: Unit | undefined): boolean => unit !== undefined && unit.kind !== 'sentence';

/** Whether a unit belongs to what a line of the window from `from` on has announced. */
function goesOn(text: string, units: readonly Unit[], from: number, index: number): boolean {
  let before = index - 1;
  if (isPart(units[index])) while (before > from && isPart(units[before])) before--;
  return leadsIn(text, units[before]!);
}

/** The line that announces the list or table that a unit is part of. */
function leadOf(text: string, units: readonly Unit[], index: number): Unit | undefined {
  if (!isPart(units[index])) return undefined;
  let before = index - 1;
  while (isPart(units[before])) before--;
  const lead = units[before];
  return lead && leadsIn(text, lead) ? lead : undefined;
}
