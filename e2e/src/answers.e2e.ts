import { afterAll, beforeAll, describe } from '@jest/globals';
import { type RunningFleet, startFleet } from '@parley/testing';
import { answersSuite } from './suites/answers.js';

describe('answers from documents (real: the whole fleet, the demo company)', () => {
  let fleet: RunningFleet;
  beforeAll(async () => {
    fleet = await startFleet();
  }, 120_000);
  afterAll(() => fleet?.stop(), 60_000);

  answersSuite(() => fleet);
});
