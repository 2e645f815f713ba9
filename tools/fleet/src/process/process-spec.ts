import type { Probe } from './probe.js';

/** When a process is stopped with the fleet: the public door first, so that what is in flight can end, servers last. */
export type Tier = 'door' | 'service' | 'server';

export interface FileToWrite {
  readonly path: string;
  readonly text: string;
}

/** One process of a fleet, as data. */
export interface ProcessSpec {
  readonly name: string;
  readonly tier: Tier;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is inherited. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Configuration files (mode 0600) written before every start, so that a deleted folder does not matter. */
  readonly files?: readonly FileToWrite[];
  /** Folders made before every start. */
  readonly folders?: readonly string[];
  /** Answers `ok` when the process can do its work. */
  readonly ready: Probe;
  /** Answers when the process is alive, whatever becomes of its dependencies. */
  readonly live: Probe;
  /** Started only once these have been ready. */
  readonly dependsOn: readonly string[];
}

/** What happens to the processes of a fleet, as it happens. */
export type FleetEvent = { readonly name: string; readonly pid: number } & (
  | { readonly kind: 'started' }
  | { readonly kind: 'ready'; readonly afterMs: number }
  /** Nothing was heard for so long that the process is killed. */
  | { readonly kind: 'silent'; readonly forMs: number }
  | { readonly kind: 'exited'; readonly code: number | null; readonly signal: NodeJS.Signals | null }
  /** `pid` is the one that died. */
  | { readonly kind: 'restarting'; readonly inMs: number }
);
