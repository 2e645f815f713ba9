import { describe, expect, it } from '@jest/globals';
import { killPlan } from './faults/kills.js';
import { runFaults } from './faults/run.js';

describe('faults in short form (real: every process of the fleet, killed with -9)', () => {
  it('loses, doubles and reorders nothing over twelve kills', async () => {
    const kills = killPlan(['gateway', 'orchestrator', 'nlu', 'llm', 'insights', 'accounts', 'ingestion'], {
      service: 1,
      broker: 2,
      redis: 1,
      stops: 0,
    });
    const more = killPlan(['orchestrator', 'gateway'], { service: 1, broker: 0, redis: 0, stops: 0 });
    const report = await runFaults({ conversations: 60, turns: 6, customers: 6, kills: [...kills, ...more] });
    expect(report).toMatchObject({ kills: 12, findings: [], errors: [], right_after: 1 });
    expect(report.turns).toBeGreaterThanOrEqual(360);
    expect(report.right).toBeGreaterThanOrEqual(0.9);
  }, 300_000);
});
