import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { type RunningFleet, onMongo, startFleet, startMongoPeer } from '@parley/testing';
import { answersSuite } from './suites/answers.js';
import { deskSuite } from './suites/desk.js';

const peer = await startMongoPeer();

describe('a fleet on MongoDB (real: the whole fleet, a server with the wire protocol; handoff and orchestrator killed with -9)', () => {
  if ('skipped' in peer) {
    it.skip(`needs a server: ${peer.skipped}`, () => undefined);
    return;
  }
  let fleet: RunningFleet;
  beforeAll(async () => {
    fleet = await startFleet({ variables: { ...onMongo(peer), PARLEY_MODELS: '' } });
  }, 120_000);
  afterAll(async () => {
    await fleet?.stop();
    await peer.stop();
  }, 60_000);

  describe('answers from documents', () => answersSuite(() => fleet));
  describe('the desk', () => deskSuite(() => fleet));
});
