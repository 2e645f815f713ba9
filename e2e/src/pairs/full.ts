import { startMongoPeer } from '@parley/testing';
import { runPairs, type PairsReport } from './run.js';

/** Each process of every pair is killed twice. */
const full = { rounds: 4, pace_ms: 1500, customers: 6 };

/** The full count of pairs, and whether it met its bars. */
export async function runFullPairs(tell: (line: string) => void): Promise<{ report: PairsReport; good: boolean }> {
  const peer = await startMongoPeer();
  if ('skipped' in peer) throw new Error(`pairs need MongoDB: ${peer.skipped}`);
  try {
    const report = await runPairs(peer, { ...full, tell });
    const { findings, errors, left, wrong, turns } = report;
    return {
      report,
      good: [findings, errors, left].every(({ length }) => length === 0) && wrong.length <= 0.1 * turns,
    };
  } finally {
    await peer.stop();
  }
}
