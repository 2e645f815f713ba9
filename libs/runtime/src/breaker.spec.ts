import { describe, expect, it } from '@jest/globals';
import { FleetError } from '@parley/contracts';
import { breaker, breakerStates } from './breaker.js';

const failing = (code: 'fleet.deadline_exceeded' | 'session.not_found') => () => Promise.reject(new FleetError(code));

async function afterFailures(code: 'fleet.deadline_exceeded' | 'session.not_found') {
  const guarded = breaker('test');
  for (let call = 0; call < 6; call += 1) await guarded(failing(code)).catch(() => undefined);
  let ran = false;
  const outcome = await guarded(async () => (ran = true)).catch((error: FleetError) => error.code);
  return { ran, outcome };
}

describe('breaker', () => {
  it('refuses without running once calls failed', async () => {
    expect(await afterFailures('fleet.deadline_exceeded')).toEqual({ ran: false, outcome: 'fleet.unavailable' });
  });

  it('is told with its state', async () => {
    await afterFailures('fleet.deadline_exceeded');
    expect(new Map(breakerStates()).get('test')).toBe(2);
    breaker('test');
    expect(new Map(breakerStates()).get('test')).toBe(0);
  });

  it('stays closed over faults of the caller', async () => {
    expect(await afterFailures('session.not_found')).toEqual({ ran: true, outcome: true });
  });
});
