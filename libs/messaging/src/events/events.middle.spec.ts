import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { FleetError, deadLetterRequests } from '@parley/contracts';
import { openSqliteStore } from '@parley/storage';
import { connectAs, startBroker, startTestService, type Broker, type TestService } from '@parley/testing';
import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { serviceCall } from '../call.js';
import { EventConsumer } from './event-consumer.js';
import {
  Producer,
  ProducerModule,
  Reader,
  ReaderModule,
  Unread,
  events,
  readers,
  type Effect,
} from './events.fixture.js';
import { NOTHING } from './place.js';
import { FLEET, places } from './places.js';

/** Generous: other work may keep the machine busy. */
jest.setTimeout(60_000);

describe('events (real: broker with JetStream, SQLite stores, Nest; producer and reader in one process)', () => {
  let broker: Broker;
  let producing: TestService;
  let running: TestService[];

  const startProducer = (state?: string) =>
    startTestService({
      name: 'orchestrator',
      module: ProducerModule,
      broker,
      events,
      owned: [],
      ...(state ? { state } : {}),
    });
  const startReader = async (state?: string): Promise<TestService> => {
    const reader = await startTestService({
      name: 'insights',
      module: ReaderModule,
      broker,
      events,
      owned: [],
      ...(state ? { state } : {}),
    });
    running.push(reader);
    return reader;
  };
  const happen = (from: number, to: number, options = {}) =>
    Promise.all(Array.from({ length: to - from }, (_, i) => producing.app.get(Producer).happen(from + i, options)));
  const applied = async (reader: TestService): Promise<Effect[]> => {
    const all: Effect[] = [];
    for (let after = ''; ; after = all.at(-1)!.id) {
      const page = await reader.app
        .get(Reader)
        .effects.find('t', { index: 'all', where: { kind: 'effect' }, after, limit: 500 });
      if (page.length === 0) return all;
      all.push(...page);
    }
  };
  const until = async (reader: TestService, count: number): Promise<Effect[]> => {
    for (;;) {
      const all = await applied(reader);
      if (all.length >= count) return all;
      await setTimeout(25);
    }
  };
  /** Removes all effects, as a rebuild does first. */
  const clear = async (reader: TestService): Promise<void> => {
    const { effects } = reader.app.get(Reader);
    await Promise.all((await applied(reader)).map(({ id }) => effects.delete('t', id)));
    readers.seen.length = 0;
  };
  /** By hand, again until it works: the broker may have just come back. */
  const manage = async (work: (manager: JetStreamManager) => Promise<unknown>): Promise<void> => {
    const hand = await connect({ servers: broker.url });
    const manager = await jetstreamManager(hand, { timeout: 1000 });
    const once = () =>
      work(manager).then(
        () => true,
        () => false,
      );
    while (!(await once())) await setTimeout(50);
    await hand.close();
  };
  const inOrder = (): boolean => {
    const last = new Map<number, number>();
    return readers.seen.every(({ partition, position }) => {
      const before = last.get(partition) ?? 0;
      last.set(partition, position);
      return position > before;
    });
  };

  beforeEach(async () => {
    readers.seen.length = 0;
    readers.calls = 0;
    readers.misbehave = () => undefined;
    running = [];
    broker = await startBroker();
    producing = await startProducer();
  });
  afterEach(async () => {
    for (const reader of running) await reader.remove();
    await producing.remove();
    await broker.stop();
  });

  it('applies each event once, in the order of its partition', async () => {
    const reader = await startReader();
    await happen(0, 300);
    expect((await until(reader, 300)).map(({ n }) => n).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 300 }, (_, n) => n),
    );
    expect([readers.seen.length, readers.calls]).toEqual([300, 300]);
    expect(inOrder()).toBe(true);
  });

  it('applies what happened before it first started', async () => {
    await happen(0, 50);
    expect(await until(await startReader(), 50)).toHaveLength(50);
  });

  it('passes over types that it does not react to', async () => {
    const reader = await startReader();
    await happen(0, 5, { aggregate: 'one' });
    await happen(5, 10, { aggregate: 'one', subject: Unread.subject });
    await happen(10, 12, { aggregate: 'one' });
    expect(await until(reader, 7)).toHaveLength(7);
  });

  it('goes on where it was after a restart', async () => {
    const first = await startReader();
    await happen(0, 20);
    await until(first, 20);
    await first.stop();
    await happen(20, 40);
    const second = await startReader(first.state);
    await until(second, 40);
    expect([readers.seen.length, readers.calls]).toEqual([40, 40]);
  });

  it('applies once what it had applied when it died before its place was stored', async () => {
    const first = await startReader();
    await happen(0, 20);
    await until(first, 20);
    await first.stop();
    const store = await openSqliteStore({ file: join(first.state, 'insights.sqlite') });
    const place = store.collection(places);
    const { version } = (await place.get(FLEET, 'orchestrator'))!;
    await place.update(FLEET, 'orchestrator', version, { positions: NOTHING });
    await store.close();
    const second = await startReader(first.state);
    await happen(20, 30);
    await until(second, 30);
    expect([readers.seen.length, readers.calls]).toEqual([30, 50]);
  });

  it('applies within 10 s of its return what a broker had taken that was then killed and wiped', async () => {
    const reader = await startReader();
    await happen(0, 20);
    await until(reader, 20);
    await broker.killAndWipe();
    await happen(20, 120);
    await broker.restart();
    const back = Date.now();
    await until(reader, 120);
    expect(Date.now() - back).toBeLessThan(10_000);
    await happen(120, 140);
    await until(reader, 140);
    expect(readers.seen).toHaveLength(140);
    expect(inOrder()).toBe(true);
  });

  it('is carried by the stream, also after the broker was wiped, and the log is then left in peace', async () => {
    const reader = await startReader();
    await broker.killAndWipe();
    await broker.restart();
    await manage((manager) => manager.consumers.info('EVENTS_ORCHESTRATOR', 'insights'));
    await happen(0, 30);
    await until(reader, 30);
    const metrics = await (await fetch(`http://127.0.0.1:${producing.health_port}/metrics`)).text();
    expect(metrics).not.toMatch(/parley_answered_seconds_count.*event\.read/);
  });

  it('applies each once with two replicas on one store, also when one dies', async () => {
    const first = await startReader();
    const second = await startReader(first.state);
    await happen(0, 60);
    await until(first, 60);
    await first.stop();
    await happen(60, 120);
    await until(second, 120);
    expect([readers.seen.length, readers.calls]).toEqual([120, 120]);
    expect(inOrder()).toBe(true);
  });

  it('waits out a store that is away and counts no try for it', async () => {
    let faults = 12;
    readers.misbehave = () => {
      if (faults-- > 0) throw new FleetError('store.unavailable');
    };
    const reader = await startReader();
    await happen(0, 20);
    await until(reader, 20);
    expect(inOrder()).toBe(true);
  });

  it('puts a poisoned event aside, goes on, and applies it when it is driven again or drops it', async () => {
    const asker = connectAs('gateway', broker);
    const { list, redrive, drop } = deadLetterRequests('insights');
    const call = () => serviceCall({ tenant: '', service: 'gateway', cause: 'operator' });
    const poisoned: typeof readers.misbehave = ({ id }) => {
      if (id === 'e3') throw new TypeError('a text of a customer');
    };
    readers.misbehave = poisoned;
    const reader = await startReader();
    await happen(0, 6, { aggregate: 'one' });
    await happen(6, 7, { aggregate: 'one', data: { n: 'seven' } });
    await happen(7, 10, { aggregate: 'one' });
    await until(reader, 8);
    const { items } = await asker.fleet.ask(list, { limit: 10 }, call());
    expect(items.map(({ id, reason, attempts, position }) => ({ id, reason, attempts, position }))).toEqual([
      { id: 'e3', reason: 'TypeError', attempts: 5, position: 4 },
      { id: 'e6', reason: 'fleet.bad_request', attempts: 5, position: 7 },
    ]);
    const counted = async (line: RegExp): Promise<string | undefined> =>
      line.exec(await (await fetch(`http://127.0.0.1:${reader.health_port}/metrics`)).text())?.[1];
    expect(await counted(/^parley_dead_letters\{.*\} (\d+)/m)).toBe('2');
    expect(await counted(/^parley_event_seconds_count\{.*outcome="dead".*\} (\d+)/m)).toBe('2');
    readers.misbehave = () => undefined;
    expect(await asker.fleet.ask(redrive, { id: 'e3' }, call())).toMatchObject({ id: 'e3', state: 'applied' });
    await until(reader, 9);
    expect(await counted(/^parley_dead_letters\{.*\} (\d+)/m)).toBe('1');
    expect(readers.seen.at(-1)).toMatchObject({ id: 'e3', redriven: true });
    await expect(asker.fleet.ask(redrive, { id: 'e0' }, call())).rejects.toThrow(FleetError);
    const why = 'its shape is none that any release reads';
    for (const told of [why, 'told again'])
      expect(await asker.fleet.ask(drop, { id: 'e6', why: told }, call())).toMatchObject({
        state: 'dropped',
        dropped_why: why,
      });
    expect((await asker.fleet.ask(list, { limit: 10 }, call())).items).toEqual([]);
    expect(await counted(/^parley_dead_letters\{.*\} (\d+)/m)).toBe('0');
    expect(await asker.fleet.ask(drop, { id: 'e3', why }, call())).toMatchObject({ state: 'applied' });
    await expect(asker.fleet.ask(drop, { id: 'e0', why }, call())).rejects.toThrow(FleetError);
    readers.misbehave = poisoned;
    await reader.app.get(EventConsumer).rebuild('orchestrator', () => clear(reader));
    const again = await asker.fleet.ask(list, { limit: 10 }, call());
    expect(again.items.map(({ id, state }) => [id, state])).toEqual([['e3', 'dead']]);
    await asker.close();
  });

  it('counts again from zero', async () => {
    const reader = await startReader();
    await happen(0, 80);
    const before = await until(reader, 80);
    const count = await reader.app.get(EventConsumer).rebuild('orchestrator', () => clear(reader));
    expect(count).toBe(80);
    expect(readers.seen).toHaveLength(80);
    expect((await applied(reader)).map(({ n }) => n)).toEqual(before.map(({ n }) => n));
  });

  it('is not ready while a stream of its name is there that differs', async () => {
    await manage((manager) => manager.streams.info('EVENTS_ORCHESTRATOR'));
    await producing.stop();
    await manage((manager) => manager.streams.delete('EVENTS_ORCHESTRATOR'));
    await manage((manager) =>
      manager.streams.add({ name: 'EVENTS_ORCHESTRATOR', subjects: ['evt.orchestrator.old.>'] }),
    );
    producing = await startProducer(producing.state);
    const url = `http://127.0.0.1:${producing.health_port}/health/detailed`;
    for (;;) {
      const { checks } = (await (await fetch(url)).json()) as { checks: { name: string; reason?: string }[] };
      const reason = checks.find(({ name }) => name === 'stream')?.reason;
      if (reason) {
        expect(reason).toContain('stream EVENTS_ORCHESTRATOR is there with another subjects');
        break;
      }
      await setTimeout(25);
    }
  });
});
