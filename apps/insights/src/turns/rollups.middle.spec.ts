import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  type Method,
  type TurnCount,
  ReadDashboard,
  RebuildInsights,
  TurnCompletedEvent,
  newId,
} from '@parley/contracts';
import { type FleetConnection, STORE, serviceCall } from '@parley/messaging';
import type { Collection, Store, Stored } from '@parley/storage';
import { type Broker, type TestService, TokenSigner, connectAs, startBroker, startTestService } from '@parley/testing';
import { AppModule } from '../app.module.js';
import { Rollups } from './rollups.js';

interface Turn extends Stored {
  readonly session_id: string;
}

@Module({})
class ProducerModule {}

const methods: readonly Method[] = ['rule', 'rag', 'fallback'];

describe('counts of turns (real: broker, stores of the producer and of insights)', () => {
  let broker: Broker;
  let signer: TokenSigner;
  let producer: TestService;
  let insights: TestService;
  let gateway: FleetConnection;
  let turns: Collection<Turn>;
  let tenant: string;

  const startInsights = (state?: string) =>
    startTestService({ name: 'insights', module: AppModule, broker, signer, ...(state ? { state } : {}) });

  beforeAll(async () => {
    broker = await startBroker();
    signer = await TokenSigner.create();
    producer = await startTestService({ name: 'orchestrator', module: ProducerModule, broker, owned: [] });
    turns = producer.app.get<Store>(STORE).collection<Turn>({ name: 'turns', schema: 1, indexes: [] });
    insights = await startInsights();
    gateway = connectAs('gateway', broker);
  }, 60_000);

  afterAll(async () => {
    await gateway.close();
    await insights.remove();
    await producer.remove();
    await broker.stop();
  }, 60_000);

  beforeEach(() => {
    tenant = newId();
  });

  /** Completes so many turns on a day, spread over sessions and methods. */
  const complete = async (count: number, day: string, of = tenant): Promise<void> => {
    const one = (number: number) => {
      const session_id = newId();
      const data = { session_id, entry_id: newId(), method: methods[number % 3]!, count: 1, execution_time_ms: 1 };
      const event = {
        id: newId(),
        subject: TurnCompletedEvent.subject,
        aggregate: session_id,
        at: `${day}T12:00:00.000Z`,
        data,
      };
      return turns.insert(of, { id: newId(), session_id }, [event]);
    };
    await Promise.all(Array.from({ length: count }, (_, number) => one(number)));
  };
  const dashboard = async (from: string, to: string, of = tenant): Promise<TurnCount[]> => {
    const call = await signer.call({ tenant: of, role: 'owner' });
    return (await gateway.fleet.ask(ReadDashboard, { from, to }, call)).turns;
  };
  const sumOf = (counts: readonly TurnCount[]) => counts.reduce((sum, { count }) => sum + count, 0);
  const counted = async (total: number, from: string, to: string): Promise<TurnCount[]> => {
    for (let look = 0; look < 100; look += 1) {
      const counts = await dashboard(from, to);
      if (sumOf(counts) >= total) return counts;
      await sleep(100);
    }
    return dashboard(from, to);
  };
  const sorted = (counts: readonly TurnCount[]) =>
    counts.map(({ day, method, count }) => `${day} ${method} ${count}`).toSorted();

  it('counts by day and method, and no turn of another company', async () => {
    const other = newId();
    await Promise.all([complete(60, '2026-03-01'), complete(30, '2026-03-02'), complete(10, '2026-03-01', other)]);
    expect(sorted(await counted(90, '2026-03-01', '2026-03-02'))).toEqual([
      '2026-03-01 fallback 20',
      '2026-03-01 rag 20',
      '2026-03-01 rule 20',
      '2026-03-02 fallback 10',
      '2026-03-02 rag 10',
      '2026-03-02 rule 10',
    ]);
    expect(sumOf(await dashboard('2026-03-01', '2026-03-01', other))).toBe(10);
    expect(await dashboard('2026-03-03', '2026-03-04')).toEqual([]);
  });

  it('counts each once when insights is stopped, started again and the broker has lost its folder', async () => {
    await complete(40, '2026-04-01');
    await broker.killAndWipe();
    await complete(40, '2026-04-01');
    await broker.restart();
    const { state } = insights;
    await insights.stop();
    await complete(40, '2026-04-01');
    insights = await startInsights(state);
    expect(sumOf(await counted(120, '2026-04-01', '2026-04-01'))).toBe(120);
    await sleep(1000);
    expect(sumOf(await dashboard('2026-04-01', '2026-04-01'))).toBe(120);
  }, 60_000);

  it('counts a turn once that is told late, by several at once, again, and then in its order', async () => {
    const data = { session_id: newId(), entry_id: newId(), method: 'rule' as const, count: 1, execution_time_ms: 1 };
    const at = '2026-06-01T12:00:00.000Z';
    const turn = { id: newId(), tenant, at, data, producer: 'orchestrator', partition: 3, position: 7 } as const;
    const rollups = insights.app.get(Rollups);
    await Promise.all([1, 2, 3].map(() => rollups.count({ ...turn, redriven: true })));
    await rollups.count({ ...turn, redriven: true });
    await rollups.count({ ...turn, redriven: false });
    expect(await dashboard('2026-06-01', '2026-06-01')).toEqual([{ day: '2026-06-01', method: 'rule', count: 1 }]);
    await rollups.count({ ...turn, id: newId(), position: 8, redriven: false });
    expect(sumOf(await dashboard('2026-06-01', '2026-06-01'))).toBe(2);
  });

  it('recounts from the log with equal result, also after counts were spoiled', async () => {
    await complete(50, '2026-05-01');
    const before = await counted(50, '2026-05-01', '2026-05-01');
    const { rollups } = insights.app.get(Rollups);
    for (const { id, version } of await rollups.find(tenant, {
      index: 'by_day',
      where: { day: '2026-05-01' },
      limit: 64,
    })) {
      await rollups.update(tenant, id, version, { counts: { rule: 1000 } });
    }
    const call = serviceCall({ tenant: '', service: 'gateway', cause: 'test', deadline_ms: 60_000 });
    expect((await gateway.fleet.ask(RebuildInsights, {}, call)).events).toBeGreaterThanOrEqual(50);
    expect(sorted(await dashboard('2026-05-01', '2026-05-01'))).toEqual(sorted(before));
  }, 60_000);
});
