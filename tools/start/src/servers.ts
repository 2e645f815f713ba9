import { join } from 'node:path';
import { findChartRenderer, findNatsServer, findRedisServer } from '@parley/fleet';
import type { Say } from './step.js';

/** The servers, found or got, as the variables by which every program finds them again. */
export const serverVariables = async (stateFolder: string, say: Say): Promise<Record<string, string>> => {
  const nats = await findNatsServer(join(stateFolder, 'bin'), say);
  const redis = await findRedisServer(say);
  return { PARLEY_NATS_SERVER: nats, ...(redis ? { PARLEY_REDIS_SERVER: redis } : {}) };
};

/** The renderer of charts, likewise. */
export const rendererVariables = async (
  { projectFolder, stateFolder }: { readonly projectFolder: string; readonly stateFolder: string },
  say: Say,
): Promise<Record<string, string>> => {
  const sources = join(projectFolder, 'tools', 'charts', 'renderer');
  const program = await findChartRenderer(join(stateFolder, 'bin'), sources, say);
  return program ? { PARLEY_CHART_RENDERER: program } : {};
};
