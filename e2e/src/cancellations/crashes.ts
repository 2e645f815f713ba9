import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningFleet } from '@parley/testing';
import type { Shop } from './shop.js';

/** Places where a process dies, by the names that `e2e/broken` gives them. */
export const places = [
  'orchestrator-wished',
  'actions-intended',
  'actions-executing',
  'actions-sending',
  'actions-sent',
  'actions-executed',
  'actions-read_back',
  'actions-done',
  'orchestrator-known',
  'orchestrator-told',
] as const;
export type Place = (typeof places)[number];

/** What befalls the shop. */
const shopFaults = ['timeout_after_success', 'die_after', 'die_before', 'error', 'slow'] as const;

export const broken = (name: string): string => join(import.meta.dirname, '..', '..', 'broken', 'dist', `${name}.js`);

/** Services that die at the places that are armed, once for each arming. */
export const crashingEntries = { actions: broken('actions-crashing'), orchestrator: broken('orchestrator-crashing') };

/** Arms places and faults, and counts what was set off. */
export class Crashes {
  readonly folder = mkdtempSync(join(tmpdir(), 'parley-crash-'));
  private readonly armed = new Map<Place, number>();
  shop_faults = 0;

  arm(place: Place): void {
    const path = join(this.folder, place);
    if (existsSync(path)) return;
    writeFileSync(path, '');
    this.armed.set(place, (this.armed.get(place) ?? 0) + 1);
  }

  /** Arms a random place or fault until the work is done; after each, what died is back and works for `pause_ms`. */
  async keepArming({ supervisor }: RunningFleet, shop: Shop, pause_ms: number, working: () => boolean): Promise<void> {
    for (let turn = 0; working(); turn += 1) {
      await Promise.all(['actions', 'orchestrator', 'demo-shop'].map((name) => supervisor.ready(name)));
      await sleep(pause_ms);
      if (turn % 3 === 2) {
        const mode = shopFaults[Math.floor(turn / 3) % shopFaults.length]!;
        if (await shop.fault({ mode, count: 1, ms: 2500 })) this.shop_faults += 1;
      } else this.arm(places[Math.floor(Math.random() * places.length)]!);
    }
  }

  /** Times that a process died at each place. */
  counts(): Record<string, number> {
    const waiting = (place: Place) => (existsSync(join(this.folder, place)) ? 1 : 0);
    return Object.fromEntries([...this.armed].map(([place, times]) => [place, times - waiting(place)]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
