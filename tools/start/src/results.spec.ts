import { describe, expect, it } from '@jest/globals';
import { ofJest, ofNothing, sum, verdict } from './results.js';

const file = (name: string, status: string, ...tests: [fullName: string, status: string][]) => ({
  name,
  status,
  message: '',
  assertionResults: tests.map(([fullName, status]) => ({ fullName, status })),
});

const lenient = { strict: false, allowed: [] };

describe('what npm test says in the end', () => {
  it('sums passed, failed and skipped over the rings', () => {
    const unit = ofJest('unit', {
      testResults: [file('a.spec.ts', 'failed', ['adds', 'passed'], ['divides', 'failed'], ['later', 'todo'])],
    });
    const faults = ofJest('faults', { testResults: [file('f.e2e.ts', 'passed', ['none lost', 'passed'])] });
    expect(verdict(sum([unit, faults]), lenient)).toEqual({
      lines: ['✗ unit: divides', '- skipped: later', '2 passed, 1 failed, 1 skipped'],
      ok: false,
    });
  });

  it('is silent about skips where there are none', () => {
    const unit = ofJest('unit', { testResults: [file('a.spec.ts', 'passed', ['adds', 'passed'])] });
    expect(verdict(sum([unit]), lenient)).toEqual({ lines: ['1 passed, 0 failed'], ok: true });
  });

  it('counts a file that could not run, and a ring without a report, as failures', () => {
    const unit = ofJest('unit', {
      testResults: [file('a.spec.ts', 'failed'), file('b.spec.ts', 'passed', ['adds', 'passed'])],
    });
    const { lines, ok } = verdict(sum([unit, ofNothing('e2e', 'ended with code 9')]), lenient);
    expect(lines).toEqual(['✗ unit: a.spec.ts did not run', '✗ e2e: ended with code 9', '1 passed, 2 failed']);
    expect(ok).toBe(false);
  });

  it('takes a skip for a failure in strict mode unless it is allowed by name', () => {
    const middle = ofJest('middle', {
      testResults: [
        file('a.spec.ts', 'passed', ['adds', 'passed'], ['needs an engine', 'pending'], ['flaky', 'pending']),
      ],
    });
    expect(verdict(sum([middle]), { strict: true, allowed: ['needs an engine'] })).toEqual({
      lines: [
        '✗ skipped, which is not allowed here: flaky',
        '- skipped: needs an engine',
        '1 passed, 1 failed, 1 skipped',
      ],
      ok: false,
    });
  });

  it('does not call it a success when nothing ran', () => {
    expect(verdict(sum([]), lenient)).toEqual({ lines: ['0 passed, 0 failed'], ok: false });
  });
});
