/** Days are counted from 1970-01-01 in UTC. */
export type Day = number;

const dayMs = 24 * 3600 * 1000;

export const dayOf = (ms: number): Day => Math.floor(ms / dayMs);

export const isoOf = (day: Day): string => new Date(day * dayMs).toISOString().slice(0, 10);

/** `month` from 1 to 12. Nothing where there is no such day. */
export function dayAt(year: number, month: number, date: number): Day | undefined {
  const at = new Date(Date.UTC(year, month - 1, date));
  if (year < 1900 || year > 2100 || at.getUTCMonth() !== month - 1 || at.getUTCDate() !== date) return undefined;
  return dayOf(at.getTime());
}

/** 0: Sunday. */
const weekdayOf = (day: Day): number => new Date(day * dayMs).getUTCDay();

/** Of a date without a year the one that is nearest. */
export function nearest(today: Day, month: number, date: number): Day | undefined {
  const year = new Date(today * dayMs).getUTCFullYear();
  const days = [year - 1, year, year + 1].flatMap((each) => dayAt(each, month, date) ?? []);
  return days.sort((a, b) => Math.abs(a - today) - Math.abs(b - today))[0];
}

/** The next such weekday after today, the last one before it, or that of this week (from Monday). */
export function weekday(today: Day, which: number, when: 'next' | 'last' | 'this' | undefined): Day {
  const ahead = (which - weekdayOf(today) + 7) % 7;
  switch (when) {
    case 'last':
      return today + (ahead === 0 ? -7 : ahead - 7);
    case 'this':
      return today + ((which + 6) % 7) - ((weekdayOf(today) + 6) % 7);
    case 'next':
      return today + (ahead === 0 ? 7 : ahead);
    case undefined:
      return today + ahead;
  }
}
