import { join } from 'node:path';
import type { ClusterObject, Container } from '@parley/charts';
import { workloadsOf } from '@parley/charts';
import type { FleetPlan, ProcessSpec } from '@parley/fleet';

/** What the cluster gives and this machine has elsewhere; everything else is as the chart says it. */
const here = (name: string, value: string | undefined, planned: ProcessSpec, volume: string): string => {
  if (name === 'PARLEY_NATS_URL' || name.endsWith('_PORT') || value === undefined) return planned.env[name]!;
  if (value === '0.0.0.0') return '127.0.0.1';
  return value.replace(/^\/data\//, `${volume}/`);
};

const asContained = (planned: ProcessSpec, { args = [], env = [] }: Container, volume: string): ProcessSpec => {
  const variables = env.map(({ name, value }) => [name, here(name, value, planned, volume)] as const);
  const { PATH = '' } = planned.env;
  const [heap] = args;
  return { ...planned, args: [heap!, planned.args.at(-1)!], env: { PATH, ...Object.fromEntries(variables) } };
};

/** The fleet of a plan, each service in the environment that its container has, each pod with a volume of its own. */
export const asDeployed = ({ processes, stateFolder }: FleetPlan, objects: readonly ClusterObject[]): ProcessSpec[] => {
  const contained = workloadsOf(objects)
    .filter(({ kind }) => kind !== 'Pod')
    .flatMap(({ name, pod }) =>
      pod.containers.map((container) => ({ container, volume: join(stateFolder, 'volumes', name) })),
    );
  return processes.map((planned) => {
    const found = contained.find(({ container }) => container.name === planned.name);
    return found ? asContained(planned, found.container, found.volume) : planned;
  });
};
