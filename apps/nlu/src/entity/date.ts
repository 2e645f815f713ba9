import type { Word } from '../text/words.js';
import { dayAt, dayOf, isoOf, nearest, weekday, type Day } from './calendar.js';
import { last, months, next, now, numbers, relative, spans, speaksOfDays, weekdays } from './date-words.js';
import { found, type Found } from './found.js';
import { placesOf, type Place } from './places.js';

/** A date that begins at a word: how many words it has, and which day it is. */
interface Reading {
  readonly length: number;
  readonly day: Day;
}

const numeric =
  /(?<![\p{L}\p{N}./-])(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})([./-])(\d{1,2})\5(\d{4}|\d{2}))(?![\d]|[./-]\d)/gu;

/**
 * Dates in English and Turkish, as ISO 8601: `5 Mart`, `March 5th, 2026`, `05.03.2026`, `yarın`, `next Monday`,
 * `3 gün önce`. `at` is the time in milliseconds that relative ones are counted from, days begin at midnight UTC. A date
 * without a year is the nearest one; of numbers the day stands before the month unless only the other can be.
 */
export function datesIn(text: string, words: readonly Word[], at: number): Found[] {
  const today = dayOf(at);
  const dates = /\d[./-]\d/.test(text) ? numericIn(text) : [];
  if (!words.some(({ folded }) => speaksOfDays(folded))) return dates;
  const places = placesOf(text);
  for (let place = 0; place < places.length; place++) {
    const said = readAt(places, place, today);
    if (!said) continue;
    const [start, end] = [places[place]!.start, places[place + said.length - 1]!.end];
    dates.push(found(text, start, end, { type: 'date', value: isoOf(said.day), confidence: 0.9 }));
    place += said.length - 1;
  }
  return dates;
}

function numericIn(text: string): Found[] {
  return [...text.matchAll(numeric)].flatMap((match) => {
    const [whole, year, month, date, first, , second, end] = match.map((part) => part ?? '') as [string, ...string[]];
    const day = year
      ? dayAt(+year, +month!, +date!)
      : dayOfNumbers(+first!, +second!, +end! < 100 ? 2000 + +end! : +end!);
    if (day === undefined) return [];
    return [
      found(text, match.index, match.index + whole.length, { type: 'date', value: isoOf(day), confidence: 0.95 }),
    ];
  });
}

const dayOfNumbers = (first: number, second: number, year: number): Day | undefined =>
  dayAt(year, second, first) ?? dayAt(year, first, second);

const readers = [relativeAt, dateAt, monthAt, weekdayAt, agoAt];

function readAt(places: readonly Place[], at: number, today: Day): Reading | undefined {
  for (const read of readers) {
    const reading = read((further) => places[at + further]?.folded ?? '', today);
    if (reading) return reading;
  }
  return undefined;
}

type Words = (further: number) => string;

function relativeAt(word: Words, today: Day): Reading | undefined {
  if (['day after tomorrow', 'day before yesterday'].includes([word(0), word(1), word(2)].join(' ')))
    return { length: 3, day: today + (word(1) === 'after' ? 2 : -2) };
  if (word(0) === 'obur' && word(1) === 'gun') return { length: 2, day: today + 2 };
  const days = relative.get(word(0));
  return days === undefined ? undefined : { length: 1, day: today + days };
}

/** `5 Mart 2026`, `5th of March`. */
function dateAt(word: Words, today: Day): Reading | undefined {
  const date = dateOf(word(0));
  const of = word(1) === 'of' ? 1 : 0;
  const month = months.get(word(1 + of));
  return date && month ? withYear(word, 2 + of, today, month, date) : undefined;
}

/** `March 5th, 2026`. */
function monthAt(word: Words, today: Day): Reading | undefined {
  const month = months.get(word(0));
  const date = dateOf(word(1));
  return date && month ? withYear(word, 2, today, month, date) : undefined;
}

function weekdayAt(word: Words, today: Day): Reading | undefined {
  const when = next.has(word(0)) ? 'next' : last.has(word(0)) ? 'last' : now.has(word(0)) ? 'this' : undefined;
  const which = weekdays.get(word(when ? 1 : 0));
  if (which === undefined) return undefined;
  return { length: when ? 2 : 1, day: weekday(today, which, when) };
}

/** `3 gün önce`, `2 hafta sonra`, `in 3 days`, `2 weeks ago`. */
function agoAt(word: Words, today: Day): Reading | undefined {
  const ahead = word(0) === 'in' ? 1 : 0;
  const count = numbers.get(word(ahead)) ?? (/^\d{1,3}$/.test(word(ahead)) ? +word(ahead) : undefined);
  const span = spans.get(word(ahead + 1));
  if (count === undefined || span === undefined) return undefined;
  if (ahead) return { length: 3, day: today + count * span };
  const direction = { ago: -1, once: -1, sonra: 1, later: 1 }[word(2)];
  return direction === undefined ? undefined : { length: 3, day: today + direction * count * span };
}

function withYear(word: Words, length: number, today: Day, month: number, date: number): Reading | undefined {
  const year = /^(?:19|20)\d\d$/.test(word(length)) ? +word(length) : undefined;
  const day = year === undefined ? nearest(today, month, date) : dayAt(year, month, date);
  return day === undefined ? undefined : { length: length + (year === undefined ? 0 : 1), day };
}

/** The day of a month: `5`, `5th`. */
function dateOf(word: string): number | undefined {
  const date = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(word)?.[1];
  return date !== undefined && +date >= 1 && +date <= 31 ? +date : undefined;
}
