import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningFleet } from '@parley/testing';
import { emptyRedis } from './redis.js';

/** One thing done to the fleet. */
export type Kill =
  | { readonly kind: 'kill'; readonly process: string; readonly with?: string }
  | { readonly kind: 'wipe_broker' }
  | { readonly kind: 'empty_redis' }
  /** Stands still until its supervisor kills it. */
  | { readonly kind: 'stop'; readonly process: string }
  /** Stands still for a while, not long enough for its supervisor, and wakes as if nothing had been. */
  | { readonly kind: 'pause'; readonly process: string; readonly for_ms: number };

const broker = 'nats-server';
const calmMs = 1000;
/** The supervisor kills what is silent for ten seconds; then it starts. */
const standstillMs = 45_000;

export const describeKill = (kill: Kill): string =>
  'process' in kill ? [kill.kind, kill.process, ...('with' in kill ? ['with', kill.with] : [])].join(' ') : kill.kind;

/** Every service so often, the broker so often (every other time with its folder), Redis so often emptied, one standstill. */
export function killPlan(
  services: readonly string[],
  counts: { service: number; broker: number; redis: number; stops: number },
): Kill[] {
  const rounds = Array.from(
    { length: Math.max(counts.service, counts.broker, counts.redis, counts.stops) },
    (_, round): Kill[] => [
      ...(round < counts.service ? services.map((process): Kill => ({ kind: 'kill', process })) : []),
      ...(round < counts.broker
        ? [round % 2 === 0 ? ({ kind: 'wipe_broker' } as const) : ({ kind: 'kill', process: broker } as const)]
        : []),
      ...(round < counts.redis ? [{ kind: 'empty_redis' } as const] : []),
      ...(round < counts.stops ? [{ kind: 'stop', process: 'orchestrator' } as const] : []),
    ],
  );
  return rounds.flat();
}

/** Fires one kill when `inFlight` says that a turn is on its way; resolves when the victim is ready again and a second has passed. */
export async function fire(fleet: RunningFleet, kill: Kill, inFlight: () => Promise<void>): Promise<void> {
  await inFlight();
  await strike(fleet, kill);
  await sleep(calmMs);
}

async function strike({ supervisor, plan }: RunningFleet, kill: Kill): Promise<void> {
  switch (kill.kind) {
    case 'kill': {
      const victims = [kill.process, ...(kill.with ? [kill.with] : [])];
      const pids = victims.map((victim) => supervisor.kill(victim, 'SIGKILL'));
      await Promise.all(victims.map((victim, index) => supervisor.replaced(victim, pids[index]!)));
      return;
    }
    case 'stop':
      return supervisor.replaced(kill.process, supervisor.kill(kill.process, 'SIGSTOP'), standstillMs);
    case 'pause':
      supervisor.kill(kill.process, 'SIGSTOP');
      await sleep(kill.for_ms);
      supervisor.kill(kill.process, 'SIGCONT');
      return;
    case 'wipe_broker': {
      await supervisor.down(broker, 'SIGKILL');
      for (const folder of supervisor.spec(broker).folders ?? []) rmSync(folder, { recursive: true, force: true });
      return supervisor.up(broker);
    }
    case 'empty_redis':
      return emptyRedis(plan);
  }
}
