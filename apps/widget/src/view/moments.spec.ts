import { describe, expect, it } from '@jest/globals';
import { beginsDay, momentsIn } from './moments.js';

const noon = new Date(2026, 10, 27, 12);
const at = (day: number, hour: number): string => new Date(2026, 10, day, hour, 5).toISOString();

describe('when something was said', () => {
  it.each([
    ['en', ['tr-TR', 'en-GB'], '14:05', 'Friday 27 November'],
    ['en', ['tr-TR'], '2:05 PM', 'Friday, November 27'],
    ['tr', ['en-GB'], '14:05', '27 Kasım Cuma'],
  ])('is told in %s to a reader of %j', (language, spoken, time, day) => {
    const moments = momentsIn(language, spoken);
    expect([moments.time(at(27, 14)).replace('\u202f', ' '), moments.day(at(27, 14))]).toEqual([time, day]);
  });

  it.each([
    ['the first of today', at(27, 9), undefined, false],
    ['the first of an older day', at(26, 23), undefined, true],
    ['the first after midnight', at(27, 0), at(26, 23), true],
    ['another of the same day', at(26, 23), at(26, 0), false],
  ])('names the day at %s: %s', (_, said, before, expected) => {
    expect(beginsDay(said, before, noon)).toBe(expected);
  });
});
