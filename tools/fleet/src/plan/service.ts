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

/** A young generation of 8 MB a space and a bounded old one keep an idle service small; what it needs beyond ends in a restart. */
const NODE_FLAGS = ['--max-semi-space-size=8', '--max-old-space-size=256'];

export const service = (plan: ServicePlan): ProcessSpec => ({
  name: plan.name,
  tier: plan.door ? 'door' : 'service',
  command: process.execPath,
  args: [...NODE_FLAGS, plan.entry],
  env: { ...inheritedEnvironment(), ...plan.variables, PARLEY_HEALTH_PORT: String(plan.healthPort) },
  folders: plan.folders,
  ready: { kind: 'http', port: plan.healthPort, path: '/health/ready' },
  live: { kind: 'http', port: plan.healthPort, path: '/health' },
  dependsOn: plan.dependsOn,
});

export const entryOf = (projectFolder: string, name: string): string =>
  join(projectFolder, 'apps', name, 'dist', 'main.js');
