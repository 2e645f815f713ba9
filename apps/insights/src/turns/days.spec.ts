import { describe, expect, it } from '@jest/globals';
import { FleetError } from '@parley/contracts';
import { daysBetween } from './days.js';

describe('daysBetween', () => {
  it('includes both ends and crosses the end of February', () => {
    expect(daysBetween('2028-02-28', '2028-03-01')).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
  });

  it.each([
    ['2026-01-02', '2026-01-01'],
    ['2026-13-01', '2026-13-02'],
    ['2020-01-01', '2026-01-01'],
    ['2026-02-01', '2026-02-30'],
  ])('refuses %s to %s', (from, to) => {
    expect(() => daysBetween(from, to)).toThrow(FleetError);
  });
});
