import { describe, expect, it } from '@jest/globals';
import { FleetError } from '@parley/contracts';
import type { JobRecord } from '../job/job.store.js';
import { DocumentRefused, WorkerEnded } from '../worker/worker-child.js';
import { failureOf } from './failure.js';

const job = (tries: Partial<JobRecord> = {}) => ({ deaths: 0, faults: 0, ...tries }) as JobRecord;

describe('a failed step', () => {
  it('ends the job when the document is refused', () => {
    expect(failureOf(new DocumentRefused('document.empty', ''), job())).toEqual({
      kind: 'final',
      code: 'document.empty',
    });
  });

  it.each([
    ['memory_after_others', 2, 'document.too_complex'],
    ['crash', 3, 'document.unreadable'],
  ] as const)('ends it when the worker ended by %s %i times', (end, times, code) => {
    const error = new WorkerEnded(end);
    expect(failureOf(error, job({ deaths: times - 2 }))).toEqual({ kind: 'death' });
    expect(failureOf(error, job({ deaths: times - 1 }))).toEqual({ kind: 'final', code });
  });

  it('ends it at once when a new worker took too long or too much', () => {
    for (const end of ['time', 'memory'] as const)
      expect(failureOf(new WorkerEnded(end), job())).toEqual({ kind: 'final', code: 'document.too_complex' });
  });

  it('waits longer and longer while something else is away, and then gives up with its name', () => {
    const error = new FleetError('store.unavailable');
    expect(failureOf(error, job())).toEqual({ kind: 'fault', wait_ms: 500 });
    expect(failureOf(error, job({ faults: 3 }))).toEqual({ kind: 'fault', wait_ms: 4000 });
    expect(failureOf(error, job({ faults: 18 }))).toEqual({ kind: 'fault', wait_ms: 30_000 });
    expect(failureOf(error, job({ faults: 19 }))).toEqual({ kind: 'final', code: 'store.unavailable' });
    expect(failureOf(new WorkerEnded('start'), job({ faults: 19 }))).toEqual({ kind: 'final', code: 'fleet.internal' });
  });
});
