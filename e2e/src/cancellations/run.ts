import { setTimeout as sleep } from 'node:timers/promises';
import { type RunningFleet, startFleet } from '@parley/testing';
import { checkCancellation } from './check.js';
import { openCompany } from './company.js';
import { type Crashes, crashingEntries } from './crashes.js';
import type { Attempt, Finding, ShopOrder } from './record.js';
import { Shopper } from './shopper.js';
import type { Shop } from './shop.js';

export interface CancellationsReport {
  readonly cancellations: number;
  readonly told: Readonly<Record<string, number>>;
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** Every order in the shop that can be cancelled is about twice as many. */
const seedOf = (cancellations: number): number => 2 * cancellations + 60;

/** A fleet whose services die where they are told to, beside a shop in which only the key prevents a second cancellation. */
export const startCrashingFleet = (
  crashes: Crashes,
  cancellations: number,
  entries: Readonly<Record<string, string>> = crashingEntries,
): Promise<RunningFleet> =>
  startFleet({
    entries,
    variables: { CRASH_FOLDER: crashes.folder },
    demoShop: { orders: seedOf(cancellations), cancelsTwice: true },
  });

/** Customers cancel so many orders, several at a time, while `meanwhile` makes trouble. */
export async function runCancellations(
  fleet: RunningFleet,
  wishes: { cancellations: number; customers: number; patience_ms?: number },
  meanwhile: (shop: Shop, working: () => boolean) => Promise<void>,
): Promise<CancellationsReport> {
  const { company, shop } = await openCompany(fleet);
  const orders = (await shop.orders('state=received&limit=2000')).slice(0, wishes.cancellations);
  if (orders.length < wishes.cancellations) throw new Error(`the shop has only ${orders.length} orders to cancel`);
  const attempts: Attempt[] = [];
  const since = performance.now();
  const waiting = [...orders];
  let working = true;
  const work = async (): Promise<void> => {
    for (let order = waiting.pop(); order; order = waiting.pop()) {
      const shopper = await Shopper.arrive(fleet.api, company.widget_key, wishes.patience_ms);
      attempts.push(await shopper.cancel(order));
    }
  };
  const trouble = meanwhile(shop, () => working);
  await Promise.all(Array.from({ length: wishes.customers }, work));
  working = false;
  await trouble;
  const seconds = (performance.now() - since) / 1000;
  return report(attempts, await calm(shop), seconds);
}

/** The orders once the shop answers. */
async function calm(shop: Shop): Promise<ShopOrder[]> {
  for (const end = performance.now() + 20_000; ; await sleep(200)) {
    try {
      return await shop.orders();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}

function report(attempts: readonly Attempt[], orders: readonly ShopOrder[], seconds: number): CancellationsReport {
  const byNumber = new Map(orders.map((order) => [order.number, order]));
  const told: Record<string, number> = {};
  for (const { history, confirmed } of attempts) {
    const state = history.findLast(({ action }) => action)?.action?.state ?? (confirmed ? 'nothing' : 'unconfirmed');
    told[state] = (told[state] ?? 0) + 1;
  }
  const findings = attempts.flatMap((attempt) => checkCancellation(attempt, byNumber.get(attempt.order_number)!));
  return { cancellations: attempts.length, told, seconds: Math.round(seconds), findings };
}
