import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { services } from '@parley/contracts';
import { startFleet } from '@parley/testing';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf } from '../figure.js';

const BENCH = 'start';
const SECOND_START_S = 15;
const SERVICE_S = 2.5;
const projectFolder = join(import.meta.dirname, '..', '..', '..');
const READY = 'Ctrl-C stops it all.';

/** Seconds until `npm start` is ready for the second time, and until each service alone is, with the servers up. */
export async function runStart({ blocks, environment }: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const second = await secondStarts(blocks, environment, say);
  const alone = await servicesAlone(blocks, say);
  return [
    figureOf({ bench: BENCH, figure: 'second npm start', unit: 's', values: second, bar: SECOND_START_S }),
    ...[...alone].map(([name, values]) =>
      figureOf({ bench: BENCH, figure: `${name} alone`, unit: 's', values, bar: SERVICE_S }),
    ),
  ];
}

async function secondStarts(
  blocks: number,
  environment: NodeJS.ProcessEnv,
  say: (line: string) => void,
): Promise<number[]> {
  const folder = mkdtempSync(join(tmpdir(), 'parley-start-'));
  try {
    say('first npm start, with the demo company');
    await startOnce(folder, environment);
    const seconds: number[] = [];
    for (let block = 0; block < blocks; block++) seconds.push(await startOnce(folder, environment));
    return seconds;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts, waits until it says that it is ready, stops. Returns the seconds until then. */
async function startOnce(folder: string, environment: NodeJS.ProcessEnv): Promise<number> {
  const since = performance.now();
  const env = { ...environment, PARLEY_FOLDER: folder };
  const child = spawn(process.execPath, [join('tools', 'start', 'start.mjs')], {
    cwd: projectFolder,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const took = (await said(child, READY)) - since;
  child.kill('SIGINT');
  await once(child, 'exit');
  return took / 1000;
}

function said(child: ChildProcess, words: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes(words)) resolve(performance.now());
    });
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${text}`)));
  });
}

async function servicesAlone(blocks: number, say: (line: string) => void): Promise<Map<string, number[]>> {
  const fleet = await startFleet();
  const seconds = new Map<string, number[]>(services.map((name) => [name, []]));
  try {
    for (let block = 0; block < blocks; block++) {
      for (const name of services) {
        await fleet.supervisor.down(name);
        const since = performance.now();
        await fleet.supervisor.up(name);
        seconds.get(name)!.push((performance.now() - since) / 1000);
      }
      say(`services alone, block ${block + 1} of ${blocks}`);
    }
    return seconds;
  } finally {
    await fleet.stop();
  }
}
