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
 * How far the orchestrator's old generation may grow, in per cent, before all of it is collected again. The states of
 * sessions live for some seconds each, so that it is never at rest: left to itself V8 let it grow by a tenth and
 * collected it every three seconds at 600 turns a second. Its threads take 25 µs of a turn this way instead of 97.
 */
const growth_percent = 100;

function memoryOf(service: string): string[] {
  const old = `--max-old-space-size=${heapOf(service)}`;
  if (quiet.includes(service)) return [old, '--max-semi-space-size=8'];
  return service === 'orchestrator' ? [old, `--heap-growing-percent=${growth_percent}`] : [old];
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
