import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { isAlive, standIn, until } from '../testing/stand-in.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-leash-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const compiled = new URL('../../dist/index.js', import.meta.url).href;

describe('a supervisor that dies (real: processes; the supervisor is a process of its own, compiled)', () => {
  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'takes its processes with it, also stubborn and stopped ones: %s',
    async (signal) => {
      const specs = [
        await standIn('obedient'),
        await standIn('stubborn', {}, { STUBBORN: 'yes' }),
        await standIn('stopped'),
        await standIn('server', { tier: 'server' }),
      ];
      const program = `
      import { Supervisor } from ${JSON.stringify(compiled)};
      const fleet = new Supervisor(${JSON.stringify(folder)}, ${JSON.stringify(specs)});
      await fleet.start();
      fleet.kill('stopped', 'SIGSTOP');
      console.log(JSON.stringify(fleet.names.map((name) => fleet.pid(name))));
    `;
      const supervisor = spawn(process.execPath, ['--input-type=module', '--eval', program], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const [line] = await new Promise<string[]>((resolve) =>
        createInterface(supervisor.stdout).once('line', (text) => resolve([text])),
      );
      const pids = JSON.parse(line!) as number[];
      expect(pids.map(isAlive)).toEqual([true, true, true, true]);
      supervisor.kill(signal);
      await until(() => !pids.some(isAlive));
      expect(readFileSync(join(folder, 'logs', 'obedient.log'), 'utf8')).toBe('began\ndrained\n');
    },
  );
});
