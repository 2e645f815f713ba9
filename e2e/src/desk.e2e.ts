import { afterAll, beforeAll, describe } from '@jest/globals';
import { type RunningFleet, startFleet } from '@parley/testing';
import { deskSuite } from './suites/desk.js';

describe('the desk over the public API (real: every process that it needs; handoff and orchestrator killed with -9)', () => {
  let fleet: RunningFleet;
  beforeAll(async () => {
    fleet = await startFleet({ services: ['gateway', 'accounts', 'orchestrator', 'nlu', 'handoff'] });
  }, 120_000);
  afterAll(() => fleet?.stop(), 60_000);

  deskSuite(() => fleet);
});
