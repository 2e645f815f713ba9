import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const project = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'parley-start-'));
const READY = 'Ctrl-C stops it all.';
const PATIENCE_MS = 120_000;

interface Run {
  readonly child: ChildProcess;
  said: string;
}

const running: Run[] = [];

const run = (script: string, ...args: string[]): Run => {
  const child = spawn(process.execPath, [join('tools', 'start', script), ...args], {
    cwd: project,
    env: { ...process.env, PARLEY_FOLDER: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = { child, said: '' };
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part: Buffer) => (run.said += part.toString()));
  running.push(run);
  return run;
};

const ended = async ({ child }: Run): Promise<number | null> => {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
};

const saying = async (run: Run, words: string): Promise<void> => {
  const limit = Date.now() + PATIENCE_MS;
  while (!run.said.includes(words)) {
    if (Date.now() > limit || run.child.exitCode !== null)
      throw new Error(`"${words}" was not said, but:\n${run.said}`);
    await sleep(50);
  }
};

const fleet = (): { gateway_url: string; pids: number[] } =>
  JSON.parse(readFileSync(join(folder, 'fleet.json'), 'utf8')) as { gateway_url: string; pids: number[] };

const demo = (): { widget_key: string } =>
  JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as { widget_key: string };

const isAlive = (pid: number): boolean => {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
};

const gone = async (pids: readonly number[]): Promise<void> => {
  const limit = Date.now() + 15_000;
  while (pids.some(isAlive)) {
    if (Date.now() > limit) throw new Error(`left behind: ${pids.filter(isAlive).join(', ')}`);
    await sleep(50);
  }
};

interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The `curl` line that the launcher prints, as it stands there. */
const curl = async ({ said }: Run): Promise<Answer> => {
  const line = /^ {2}curl -s (?<rest>[^]*?[^\\])\n/m.exec(said)!.groups!['rest'];
  const child = spawn('/bin/sh', ['-c', `curl -s -w '\\n%{http_code}' ${line}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  child.stdout.on('data', (part: Buffer) => (text += part.toString()));
  await once(child, 'close');
  const [status = ''] = text.split('\n').slice(-1);
  return { status: Number(status), text };
};

describe('npm start (real: everything, as processes)', () => {
  let first: Run;

  beforeAll(async () => {
    first = run('start.mjs');
    await saying(first, READY);
  }, PATIENCE_MS);

  afterAll(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(ended));
    await gone(fleet().pids);
    rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  it('prints a curl line that gets an answer with a citation', async () => {
    const { status, text } = await curl(first);
    expect(status).toBe(200);
    expect(text).toMatch(/"citations":\[\{/);
  });

  it('opens the demo shop with the chat box on its page, and names an order to ask about', async () => {
    const [, url] = /^ {2}shop +(http:\S+)/m.exec(first.said)!;
    const page = await (await fetch(url!)).text();
    expect(page).toContain(`src="${fleet().gateway_url}/widget.js" data-widget-key="${demo().widget_key}"`);
    expect(first.said).toMatch(/^ {2}NE-\d{6} {3}\S+@\S+ {3}received$/m);
  });

  it('is refused while it runs, by the process that holds the lock', async () => {
    const second = run('start.mjs');
    expect(await ended(second)).toBe(1);
    expect(second.said).toContain(`Parley runs from this folder already (process ${first.child.pid})`);
    expect(second.said).toContain('What to do:');
  }, 60_000);

  it('takes documents of a folder, and knows them again', async () => {
    const documents = join(folder, 'documents');
    mkdirSync(documents, { recursive: true });
    writeFileSync(join(documents, 'parking.md'), '# Parking\n\nThe car park of the showroom has 41 places.\n');
    const once = run('ingest.mjs', documents);
    expect(await ended(once)).toBe(0);
    expect(once.said).toContain('1/1 ingested parking.md');
    const twice = run('ingest.mjs', documents);
    expect(await ended(twice)).toBe(0);
    expect(twice.said).toContain('1/1 unchanged parking.md');
  }, 60_000);

  it('counts again on demand', async () => {
    const rebuild = run('rebuild.mjs', 'insights');
    expect(await ended(rebuild)).toBe(0);
    expect(rebuild.said).toMatch(/counted again: [1-9]\d* events/);
  }, 60_000);

  it(
    'leaves no process behind when the launcher is killed, starts again on what was stored, and ends on Ctrl-C',
    async () => {
      const before = { ...demo(), url: fleet().gateway_url };
      const { pids } = fleet();
      expect(pids.filter(isAlive)).toHaveLength(pids.length);
      first.child.kill('SIGKILL');
      await gone(pids);

      const again = run('start.mjs');
      await saying(again, READY);
      expect({ ...demo(), url: fleet().gateway_url }).toEqual(before);
      expect(again.said).toMatch(/\d+ unchanged/);
      expect(again.said).not.toMatch(/\d+ ingested/);
      expect((await curl(again)).status).toBe(200);

      again.child.kill('SIGINT');
      expect(await ended(again)).toBe(0);
      await gone(fleet().pids);
    },
    PATIENCE_MS,
  );
});
