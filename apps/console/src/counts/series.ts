import type { TurnCount } from '../fleet/shapes.js';

type Method = TurnCount['method'];

/** How answers came about, in four groups that a reader can tell apart. */
export const groups = ['documents', 'actions', 'rules', 'unknown', 'people'] as const;
export type Group = (typeof groups)[number];

const groupOf: Record<Method, Group> = {
  rag: 'documents',
  llm: 'documents',
  faq: 'documents',
  cache: 'documents',
  flow: 'actions',
  rule: 'rules',
  fallback: 'unknown',
  agent: 'people',
};

export interface Day {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly counts: Readonly<Record<Group, number>>;
  readonly total: number;
}

const none: Record<Group, number> = { documents: 0, actions: 0, rules: 0, unknown: 0, people: 0 };
const DAY_MS = 86_400_000;

/** So many days up to today, UTC, as the API wants them. */
export function rangeOf(days: number, now: number): { from: string; to: string } {
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  return { from: day(now - (days - 1) * DAY_MS), to: day(now) };
}

/** One row for every day of the range, those without turns too. */
export function daysOf(turns: readonly TurnCount[], { from, to }: { from: string; to: string }): Day[] {
  const byDay = new Map<string, Record<Group, number>>();
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
    byDay.set(new Date(at).toISOString().slice(0, 10), { ...none });
  }
  for (const { day, method, count } of turns) {
    const counts = byDay.get(day);
    if (counts) counts[groupOf[method]] += count;
  }
  return [...byDay].map(([day, counts]) => ({ day, counts, total: sum(counts) }));
}

export const totalsOf = (days: readonly Day[]): Record<Group, number> => {
  const totals = { ...none };
  for (const { counts } of days) for (const group of groups) totals[group] += counts[group];
  return totals;
};

export const sum = (counts: Readonly<Record<Group, number>>): number =>
  groups.reduce((total, group) => total + counts[group], 0);

/** The share of each part, in whole hundredths that add up to the whole: what is rounded away goes to the largest rests. */
export function sharesOf(parts: readonly number[]): number[] {
  const all = parts.reduce((total, part) => total + part, 0);
  if (all === 0) return parts.map(() => 0);
  const hundredths = parts.map((part) => Math.floor((100 * part) / all));
  const rest = (index: number) => (100 * parts[index]!) % all;
  const byRest = parts.map((_, index) => index).sort((one, other) => rest(other) - rest(one));
  const missing = 100 - hundredths.reduce((total, each) => total + each, 0);
  for (const index of byRest.slice(0, missing)) hundredths[index]! += 1;
  return hundredths.map((each) => each / 100);
}
