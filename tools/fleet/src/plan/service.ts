import { join } from 'node:path';
import { inheritedEnvironment } from '../config.js';
import type { ProcessSpec } from '../process/process-spec.js';

export interface ServicePlan {
  /** Of the process; replicas of one service differ in it. */
  readonly name: string;
  readonly service: string;
  /** The compiled entry. */
  readonly entry: string;
  readonly door: boolean;
  readonly healthPort: number;
  /** Made before it starts. */
  readonly folders: readonly string[];
  readonly dependsOn: readonly string[];
  /** Its `PARLEY_…` variables. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Largest old generation in MB. The collector works the earlier the smaller it is: an idle service takes 70 MB (PSS) with
 * 256, 92 MB with Node's own limit. The gateway holds 25 kB for each of 10,000 streams, the others documents and models.
 */
const heapOf = (service: string): number => ({ gateway: 1024, llm: 512, ingestion: 512 })[service] ?? 256;

/** Has little to do for each turn: a young generation of 8 MB is enough for it and takes 8 to 23 MB less at rest. */
const quiet: readonly string[] = ['accounts', 'handoff', 'ingestion', 'insights', 'actions'];

/**
 * How far an old generation may grow, in per cent, before all of it is collected again. Left to itself V8 let the
 * orchestrator's grow by a tenth and llm's by a third, beside a young one that was larger than that: at 600 turns a second
 * one of the fleet's processes was marked whole every second, by threads that want both cores for a tenth of a second.
 */
const growth_percent = 100;

function memoryOf(service: string): string[] {
  const old = [`--max-old-space-size=${heapOf(service)}`, `--heap-growing-percent=${growth_percent}`];
  return quiet.includes(service) ? [...old, '--max-semi-space-size=8'] : old;
}

/** Where Node keeps what V8 made of the code of services, for their next start. */
const compiled = join(import.meta.dirname, '..', '..', '..', '..', 'node_modules', '.cache', 'parley', 'compiled');

export const service = (plan: ServicePlan): ProcessSpec => ({
  name: plan.name,
  tier: plan.door ? 'door' : 'service',
  command: process.execPath,
  args: [...memoryOf(plan.service), plan.entry],
  env: {
    ...inheritedEnvironment(),
    ...plan.variables,
    PARLEY_HEALTH_PORT: String(plan.healthPort),
    NODE_COMPILE_CACHE: compiled,
  },
  folders: plan.folders,
  ready: { kind: 'http', port: plan.healthPort, path: '/health/ready' },
  live: { kind: 'http', port: plan.healthPort, path: '/health' },
  dependsOn: plan.dependsOn,
});

export const entryOf = (projectFolder: string, name: string): string =>
  join(projectFolder, 'apps', name, 'dist', 'main.js');
