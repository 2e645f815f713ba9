import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'parley-lock-'));
const module = new URL('../bootstrap/lock.mjs', import.meta.url).href;
const running: ChildProcess[] = [];
let path: string;

const program = (path: string): string[] => [
  '--input-type=module',
  '--eval',
  `import { takeLock } from ${JSON.stringify(module)};
   process.on('SIGTERM', () => process.exit(0));
   const holder = takeLock(${JSON.stringify(path)});
   console.log(holder ? 'held by ' + holder.pid : 'taken');
   if (!holder) setInterval(() => {}, 1000);`,
];

/** A process that takes the lock, or says who holds it. */
const taker = async (): Promise<{ child: ChildProcess; said: string }> => {
  const child = spawn(process.execPath, program(path), { stdio: ['ignore', 'pipe', 'inherit'] });
  running.push(child);
  const [said] = (await once(child.stdout!, 'data')) as [Buffer];
  return { child, said: said.toString().trim() };
};

beforeEach(() => {
  path = join(mkdtempSync(join(folder, 'case-')), 'launcher.lock');
});
afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

describe('the lock against a second start (real: processes, files)', () => {
  it('is had by one at a time, and names its holder', async () => {
    const first = await taker();
    expect(first.said).toBe('taken');
    expect((await taker()).said).toBe(`held by ${first.child.pid}`);
  });

  it('is given back at the end', async () => {
    const { child } = await taker();
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(existsSync(path)).toBe(false);
  });

  it('is taken over from a dead process', async () => {
    const { child } = await taker();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(existsSync(path)).toBe(true);
    expect((await taker()).said).toBe('taken');
  });

  it('is taken over when another process has the pid of the dead one by now', async () => {
    writeFileSync(path, JSON.stringify({ pid: process.pid, start: '1' }));
    expect((await taker()).said).toBe('taken');
  });

  it('goes to exactly one of many that find it stale', async () => {
    const { pid } = spawnSync(process.execPath, ['--eval', '']);
    writeFileSync(path, JSON.stringify({ pid, start: '1' }));
    const takers = await Promise.all(Array.from({ length: 8 }, taker));
    const holder = takers.find(({ said }) => said === 'taken')!.child;
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ pid: holder.pid });
    expect(takers.map(({ said }) => said).sort()).toEqual([...Array(7).fill(`held by ${holder.pid}`), 'taken']);
    expect(readdirSync(join(path, '..'))).toEqual(['launcher.lock']);
  });
});
