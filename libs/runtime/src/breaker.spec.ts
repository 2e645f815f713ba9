import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FleetError } from '@parley/contracts';
import { breaker } from './breaker.js';
import { Metrics } from './metrics.js';

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

  it('stays closed over faults of the caller', async () => {
    expect(await afterFailures('session.not_found')).toEqual({ ran: true, outcome: true });
  });
});

describe('the measure of breakers', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const metrics = new Metrics('nlu');
  const shown = async (name: string) =>
    (await metrics.text()).split('\n').find((line) => line.startsWith(`parley_breaker_state{breaker="${name}"`));

  it('follows one from closed to open, on trial, open again and closed', async () => {
    const guarded = breaker('bank');
    const fail = () => guarded(failing('fleet.deadline_exceeded')).catch(() => undefined);
    expect(await shown('bank')).toBe('parley_breaker_state{breaker="bank",service="nlu"} 0');
    for (let call = 0; call < 5; call += 1) await fail();
    expect(await shown('bank')).toMatch(/ 2$/);
    jest.advanceTimersByTime(1000);
    expect(await shown('bank')).toMatch(/ 1$/);
    await fail();
    expect(await shown('bank')).toMatch(/ 2$/);
    jest.advanceTimersByTime(1000);
    await guarded(async () => undefined);
    expect(await shown('bank')).toMatch(/ 0$/);
  });

  it('forgets one that nobody has needed for two minutes, until it is needed again', async () => {
    const guarded = breaker('courier');
    const fail = () => guarded(failing('fleet.deadline_exceeded')).catch(() => undefined);
    for (let call = 0; call < 5; call += 1) await fail();
    jest.advanceTimersByTime(120_000);
    expect(await shown('courier')).toMatch(/ 1$/);
    jest.advanceTimersByTime(1);
    expect(await shown('courier')).toMatch(/ 0$/);
    await fail();
    expect(await shown('courier')).toMatch(/ 2$/);
  });
});
