import { afterAll, describe, it } from '@jest/globals';
import { startMongoPeer } from '@parley/testing';
import { describeTurns } from '../testing/turns.contract.js';

const peer = await startMongoPeer();

if ('skipped' in peer) {
  describe('turns on MongoDB', () => it.skip(`needs a server: ${peer.skipped}`, () => undefined));
} else {
  afterAll(() => peer.stop());
  const mongodb_url = peer.url;
  describeTurns('MongoDB', (common) => ({ ...common, store: 'mongodb', mongodb_url }));
}
