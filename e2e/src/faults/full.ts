import { services } from '@parley/contracts';
import { killPlan } from './kills.js';
import { type FaultsReport, runFaults } from './run.js';

/** 500 conversations of six turns; every service killed four times, the broker six, Redis emptied three, one standstill. */
const full = {
  conversations: 500,
  turns: 6,
  customers: 8,
  kills: killPlan(services, { service: 4, broker: 6, redis: 3, stops: 1 }),
};

/** The full count of faults, and whether it met its bars. */
export async function runFullFaults(tell: (line: string) => void): Promise<{ report: FaultsReport; good: boolean }> {
  const report = await runFaults({ ...full, tell });
  const { findings, errors, right, right_after } = report;
  return { report, good: findings.length === 0 && errors.length === 0 && right >= 0.9 && right_after === 1 };
}
