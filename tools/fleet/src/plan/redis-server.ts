import { inheritedEnvironment } from '../config.js';
import type { ProcessSpec } from '../process/process-spec.js';

interface RedisServerPlan {
  readonly name: string;
  readonly program: string;
  readonly folder: string;
  readonly configurationFile: string;
  readonly port: number;
  readonly password: string;
}

/**
 * Limits and caches only, so nothing is written to disk. Every key has a time to live; where memory runs out, those that
 * expire soonest go first, which are caches' and not those of the long rate-limit windows.
 */
const configuration = ({ folder, port, password }: RedisServerPlan): string =>
  [
    'bind 127.0.0.1',
    `port ${port}`,
    `requirepass ${password}`,
    `dir ${JSON.stringify(folder)}`,
    'save ""',
    'appendonly no',
    'maxmemory 64mb',
    'maxmemory-policy volatile-ttl',
    'daemonize no',
    '',
  ].join('\n');

export const redisServer = (plan: RedisServerPlan): ProcessSpec => {
  const probe = { kind: 'redis', port: plan.port, password: plan.password } as const;
  return {
    name: plan.name,
    tier: 'server',
    command: plan.program,
    args: [plan.configurationFile],
    env: inheritedEnvironment(),
    files: [{ path: plan.configurationFile, text: configuration(plan) }],
    folders: [plan.folder],
    ready: probe,
    live: probe,
    dependsOn: [],
  };
};
