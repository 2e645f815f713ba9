import { Crashes, broken } from './crashes.js';
import { type CancellationsReport, runCancellations, startCrashingFleet } from './run.js';

/** Processes have to die at those places at least once in so many cancellations. */
const cancellationsPerCrash = 12;
const pauseMs = 700;

type Tell = (line: string) => void;

/** 500 cancellations while `actions` and `orchestrator` die between their steps and the shop does what shops do. */
export async function runFullCancellations(
  tell: Tell,
  cancellations = 500,
): Promise<{ report: object; good: boolean }> {
  const crashes = new Crashes();
  const fleet = await startCrashingFleet(crashes, cancellations);
  try {
    const report = await runCancellations(fleet, { cancellations, customers: 15 }, (shop, working) =>
      crashes.keepArming(fleet, shop, pauseMs, working),
    );
    const counts = crashes.counts();
    const times = Object.values(counts).reduce((sum, each) => sum + each, 0);
    tell(
      `cancellations: ${report.cancellations} in ${report.seconds} s, ${times} crashes, ${report.findings.length} findings`,
    );
    const good =
      report.findings.length === 0 &&
      report.cancellations === cancellations &&
      times >= cancellations / cancellationsPerCrash;
    return { report: { ...report, crashes: counts, shop_faults: crashes.shop_faults }, good };
  } finally {
    await fleet.stop();
    crashes.remove();
  }
}

/** A service that uses a new key for every attempt, and a shop that does not say that it is done: has to be found. */
export async function findingsOfNewKeys(): Promise<CancellationsReport['findings']> {
  const crashes = new Crashes();
  const fleet = await startCrashingFleet(crashes, 3, { actions: broken('actions-new-key') });
  try {
    const wishes = { cancellations: 3, customers: 3, patience_ms: 15_000 };
    const { findings } = await runCancellations(fleet, wishes, async (shop) => {
      await shop.fault({ mode: 'timeout_after_success', count: 3 });
    });
    return findings;
  } finally {
    await fleet.stop();
    crashes.remove();
  }
}
