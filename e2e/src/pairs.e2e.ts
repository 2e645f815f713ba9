import { afterAll, describe, expect, it } from '@jest/globals';
import { services } from '@parley/contracts';
import { startMongoPeer } from '@parley/testing';
import { runPairs } from './pairs/run.js';

const peer = await startMongoPeer();

describe('two processes of every service that share no disk (real: the whole fleet, killed with -9, a server with the wire of MongoDB; doubles of the wires of Pinecone and S3)', () => {
  if ('skipped' in peer) {
    it.skip(`needs a server: ${peer.skipped}`, () => undefined);
    return;
  }
  afterAll(() => peer.stop());

  it('answer all along, lose and double nothing, and leave nothing behind, while one of each pair dies', async () => {
    const report = await runPairs(peer, { rounds: 1, pace_ms: 700, customers: 3 });
    expect(report).toMatchObject({ kills: services.length, findings: [], errors: [], left: [] });
    expect(report.slowest_ms).toBeLessThan(20_000);
    expect([report.turns, report.files, report.handoffs].every((count) => count > 2)).toBe(true);
    expect(report.wrong.length).toBeLessThanOrEqual(0.1 * report.turns);
  }, 180_000);
});
