import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NotReady, Supervisor, type FleetEvent, type ProcessSpec } from '../index.js';
import { isAlive, standIn, until } from '../testing/stand-in.js';
import { patience, type Patience } from './supervised.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-supervisor-'));
const running: Supervisor[] = [];

const supervise = (
  specs: ProcessSpec[],
  change: Partial<Patience> = {},
): { fleet: Supervisor; events: FleetEvent[] } => {
  const fleet = new Supervisor(mkdtempSync(join(folder, 'state-')), specs, { ...patience, ...change });
  const events: FleetEvent[] = [];
  fleet.on((event) => events.push(event));
  running.push(fleet);
  return { fleet, events };
};

const waits = (events: FleetEvent[]): number[] =>
  events.flatMap((event) => (event.kind === 'restarting' ? [event.inMs] : []));

afterEach(async () => {
  await Promise.all(running.splice(0).map((fleet) => fleet.stop('SIGKILL')));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a supervised fleet (real: processes, signals, ports)', () => {
  it('starts what others depend on first, and the rest at once', async () => {
    const server = await standIn('server', {}, { LATE: '300' });
    const { fleet, events } = supervise([
      await standIn('one', { dependsOn: ['server'] }),
      server,
      await standIn('two'),
    ]);
    await fleet.start();
    const order = events.map(({ kind, name }) => `${kind} ${name}`);
    expect(order.indexOf('started one')).toBeGreaterThan(order.indexOf('ready server'));
    expect(order.indexOf('started two')).toBeLessThan(order.indexOf('ready server'));
  });

  it('knows the pid of the process itself and starts it again when that is killed', async () => {
    const { fleet, events } = supervise([await standIn('victim')]);
    await fleet.start();
    expect(readFileSync(`/proc/${fleet.pid('victim')}/cmdline`, 'utf8')).toMatch(/node.*--eval/);
    const pid = fleet.kill('victim', 'SIGKILL');
    await fleet.replaced('victim', pid);
    expect(fleet.pid('victim')).not.toBe(pid);
    expect(events).toContainEqual({ kind: 'exited', name: 'victim', pid, code: null, signal: 'SIGKILL' });
    expect(events).toContainEqual({ kind: 'restarting', name: 'victim', pid, inMs: 200 });
  });

  it('waits twice as long before each further start, up to a limit, and briefly again once it was ready', async () => {
    const needed = join(folder, 'needed');
    const { fleet, events } = supervise([await standIn('fickle', {}, { NEEDS: needed })], {
      firstBackOffMs: 20,
      lastBackOffMs: 50,
    });
    const starting = fleet.start();
    await until(() => waits(events).length >= 4);
    writeFileSync(needed, '');
    await starting;
    await fleet.replaced('fickle', fleet.kill('fickle', 'SIGKILL'));
    expect(waits(events).slice(0, 4)).toEqual([20, 40, 50, 50]);
    expect(waits(events).at(-1)).toBe(20);
  });

  it.each([
    ['stopped', (fleet: Supervisor) => void fleet.kill('victim', 'SIGSTOP')],
    ['busy for ever', (_: Supervisor, url: string) => void fetch(`${url}/busy`).catch(() => undefined)],
  ])('kills what is %s and therefore silent', async (_, silence) => {
    const spec = await standIn('victim');
    const { fleet, events } = supervise([spec], { silenceMs: 1_500 });
    await fleet.start();
    const pid = fleet.pid('victim')!;
    silence(fleet, spec.url);
    await fleet.replaced('victim', pid);
    expect(events.map(({ kind }) => kind)).toEqual([
      'started',
      'ready',
      'silent',
      'exited',
      'restarting',
      'started',
      'ready',
    ]);
  });

  it('leaves alone what is alive but cannot do its work yet', async () => {
    const { fleet, events } = supervise([await standIn('waiting', {}, { STATUS: '503' })], {
      silenceMs: 3_000,
      startMs: 3_000,
    });
    await expect(fleet.start(7_000)).rejects.toThrow(NotReady);
    expect(events.map(({ kind }) => kind)).toEqual(['started']);
    expect(isAlive(fleet.pid('waiting')!)).toBe(true);
  });

  it('says which process did not become ready, and what that wrote last', async () => {
    const { fleet } = supervise([await standIn('well'), await standIn('ill', {}, { STATUS: '503' })]);
    await expect(fleet.start(1_500)).rejects.toThrow(/^ill did not become ready.*ill\.log[^]*began$/);
  });

  it('takes the children of a dead process with it', async () => {
    const spec = await standIn('parent');
    const { fleet } = supervise([spec]);
    await fleet.start();
    const child = Number(await (await fetch(`${spec.url}/child`)).text());
    expect(isAlive(child)).toBe(true);
    await fleet.replaced('parent', fleet.kill('parent', 'SIGKILL'));
    await until(() => !isAlive(child));
  });

  it('holds a process down until it is wanted again', async () => {
    const { fleet, events } = supervise([await standIn('broker')]);
    await fleet.start();
    const pid = fleet.pid('broker')!;
    await fleet.down('broker', 'SIGKILL');
    expect(isAlive(pid)).toBe(false);
    expect(fleet.pid('broker')).toBeUndefined();
    await fleet.up('broker');
    expect(events.map(({ kind }) => kind)).toEqual(['started', 'ready', 'exited', 'started', 'ready']);
  });

  it('runs a process by another description under the same name', async () => {
    const { fleet } = supervise([await standIn('service')]);
    await fleet.start();
    const other = await standIn('service');
    await fleet.replace(other);
    expect((await fetch(other.url)).status).toBe(200);
  });

  it('drains the door first and the servers last, and kills what does not end', async () => {
    const { fleet, events } = supervise(
      [
        await standIn('server', { tier: 'server' }),
        await standIn('service', {}, { STUBBORN: 'yes' }),
        await standIn('door', { tier: 'door' }),
      ],
      { graceMs: 300 },
    );
    await fleet.start();
    await fleet.stop();
    const ends = events.flatMap((event) =>
      event.kind === 'exited' ? [`${event.name} ${event.code ?? event.signal}`] : [],
    );
    expect(ends).toEqual(['door 0', 'service SIGKILL', 'server 0']);
    expect(fleet.logTail('door')).toBe('began\ndrained');
  });

  it('starts nothing more once it is being stopped', async () => {
    const { fleet, events } = supervise([
      await standIn('server', { tier: 'server' }, { STATUS: '503' }),
      await standIn('service', { dependsOn: ['server'] }),
    ]);
    const starting = expect(fleet.start()).rejects.toThrow('being stopped');
    await until(() => events.length > 0);
    await fleet.stop();
    await starting;
    expect(events.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['started server', 'exited server']);
  });

  it('keeps the log of the last start beside the new one', async () => {
    const state = mkdtempSync(join(folder, 'state-'));
    const spec = await standIn('service');
    for (const run of [1, 2]) {
      const fleet = new Supervisor(state, [spec]);
      running.push(fleet);
      await fleet.start();
      await fleet.stop();
      expect(readFileSync(join(state, 'logs', 'service.log'), 'utf8')).toBe('began\ndrained\n');
      if (run === 2) expect(readFileSync(join(state, 'logs', 'service.log.old'), 'utf8')).toBe('began\ndrained\n');
    }
  });
});
