import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCi } from './config.js';
import { sum, verdict, type RingResult } from './results.js';
import { rings, runRing, type Ring } from './rings.js';
import { rendererVariables, serverVariables } from './servers.js';
import type { Entry } from './step.js';

const STRICT = '--strict';

const chosenFrom = (args: readonly string[]): readonly Ring[] => {
  const names = args.filter((word) => word !== STRICT);
  const unknown = names.find((name) => !rings.some((ring) => ring.name === name));
  if (unknown)
    throw new Error(`${unknown} is not known; there are ${rings.map(({ name }) => name).join(', ')} and ${STRICT}`);
  return rings.filter(({ name, byName }) => (names.length === 0 ? !byName : names.includes(name)));
};

/** `npm test [-- --strict] [-- RING…]`. Returns the exit code. */
export const test = async ({ projectFolder, stateFolder, step, args }: Entry): Promise<number> => {
  const chosen = await step('rings', 'name some of them, or none for all', async () => chosenFrom(args));
  const find = () =>
    step('servers', 'install nats-server 2.11.16 or newer', (say) => serverVariables(stateFolder, say));
  const findRenderer = () =>
    step('renderer of charts', 'install Go (https://go.dev)', (say) =>
      rendererVariables({ projectFolder, stateFolder }, say),
    );
  const variables = {
    ...(chosen.some(({ needsServers }) => needsServers) ? await find() : {}),
    ...(chosen.some(({ rendersCharts }) => rendersCharts) ? await findRenderer() : {}),
  };
  const reports = mkdtempSync(join(tmpdir(), 'parley-test-'));
  const results: RingResult[] = [];
  for (const ring of chosen) results.push(await runRing(ring, { projectFolder, reports, variables }));
  rmSync(reports, { recursive: true });
  const allowed = JSON.parse(readFileSync(join(projectFolder, 'e2e', 'allowed-skips.json'), 'utf8')) as string[];
  const { lines, ok } = verdict(sum(results), { strict: isCi || args.includes(STRICT), allowed });
  for (const line of lines) console.log(line);
  return ok ? 0 : 1;
};
