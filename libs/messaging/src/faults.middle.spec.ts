import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { FleetError, newId, request, type RequestContract } from '@parley/contracts';
import { connectAs, startBroker, startTestService, type Broker, type TestService } from '@parley/testing';
import { connect } from '@nats-io/transport-node';
import { Answers } from './answers.js';
import { serviceCall } from './call.js';

class Nothing {}
class Done {
  done!: number;
}

const declared = { input: Nothing, output: Done, errors: [], allow: ['service'], askedBy: ['orchestrator'] } as const;
const Work = request('rpc.nlu.work.run.v1', { ...declared, deadlineMs: 10_000, idempotent: true });
const WorkOnce = request('rpc.nlu.work.once.v1', { ...declared, deadlineMs: 10_000, idempotent: false });
const Flaky = request('rpc.nlu.work.try.v1', { ...declared, deadlineMs: 10_000, idempotent: true });
const FlakyOnce = request('rpc.nlu.work.try_once.v1', { ...declared, deadlineMs: 10_000, idempotent: false });
const owned: RequestContract[] = [Work, WorkOnce, Flaky, FlakyOnce];

/** Work waits here until the test opens the gate. */
let gate = Promise.withResolvers<void>();
let runs = 0;

@Injectable()
class WorkAnswers {
  @Answers(Work) async work(): Promise<Done> {
    return this.run();
  }
  @Answers(WorkOnce) async once(): Promise<Done> {
    return this.run();
  }
  @Answers(Flaky) async flaky(): Promise<Done> {
    if (runs++ === 0) throw new FleetError('store.unavailable');
    return { done: runs };
  }
  @Answers(FlakyOnce) async flakyOnce(): Promise<Done> {
    runs++;
    throw new FleetError('store.unavailable');
  }
  private async run(): Promise<Done> {
    const done = ++runs;
    await gate.promise;
    return { done };
  }
}

@Module({ providers: [WorkAnswers] })
class WorkModule {}

@Module({})
class EmptyModule {}

@Injectable()
class Second {
  @Answers(Work) work(): Done {
    return { done: 0 };
  }
}

@Module({ providers: [WorkAnswers, Second] })
class TwiceModule {}

const codeOf = (asking: Promise<unknown>): Promise<string> =>
  asking.then(
    () => 'answered',
    (error: FleetError) => error.code,
  );

/** Generous: other work may keep the machine busy. */
jest.setTimeout(60_000);

describe('asking through faults (real: broker, Nest, connections)', () => {
  let broker: Broker;
  let asker: ReturnType<typeof connectAs>;
  const services: TestService[] = [];
  const start = async (): Promise<TestService> => {
    const service = await startTestService({ name: 'nlu', module: WorkModule, broker, owned, stateless: true });
    services.push(service);
    return service;
  };
  const until = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await condition())) await setTimeout(10);
  };
  const ask = (contract: RequestContract = Work, deadline_ms = 10_000) =>
    asker.fleet.ask(
      contract as RequestContract<object, Done>,
      {},
      serviceCall({ tenant: newId(), service: 'orchestrator', cause: 'test', deadline_ms }),
    );

  beforeEach(async () => {
    gate = Promise.withResolvers();
    gate.resolve();
    runs = 0;
    broker = await startBroker();
    asker = connectAs('orchestrator', broker);
    await until(() => asker.bus.connected);
  });
  afterEach(async () => {
    await asker.close();
    await Promise.all(services.splice(0).map((service) => service.remove()));
    await broker.stop();
  });

  it('waits for an answerer that appears before the deadline, also where a request must not be repeated', async () => {
    const asked = [ask(Work), codeOf(ask(WorkOnce))];
    await setTimeout(250);
    await start();
    expect(await asked[0]).toEqual({ done: expect.any(Number) });
    expect(await asked[1]).toBe('answered');
  });

  it('says that a part is away when nobody ever listens', async () => {
    expect(await codeOf(ask(Work, 400))).toBe('fleet.unavailable');
  });

  it('tries again when the one that took the request was killed', async () => {
    const victim = await connect({ servers: broker.url });
    victim.subscribe(Work.subject, { queue: 'nlu', callback: () => void victim.close() });
    await victim.flush();
    const asked = ask({ ...Work, deadlineMs: 3000 });
    await victim.closed();
    await start();
    expect(await asked).toEqual({ done: 1 });
  });

  it('does not repeat what must not be repeated', async () => {
    let taken = 0;
    const silent = await connect({ servers: broker.url });
    silent.subscribe(WorkOnce.subject, { queue: 'nlu', callback: () => void taken++ });
    await silent.flush();
    expect(await codeOf(ask(WorkOnce, 600))).toBe('fleet.deadline_exceeded');
    expect(taken).toBe(1);
    await silent.close();
  });

  it('tries again after a transient fault only if the request is idempotent', async () => {
    await start();
    expect(await ask(Flaky)).toEqual({ done: 2 });
    runs = 0;
    expect(await codeOf(ask(FlakyOnce))).toBe('store.unavailable');
    expect(runs).toBe(1);
  });

  it('ends at the deadline of the caller, and what comes too late to be answered is never begun', async () => {
    await start();
    await ask();
    gate = Promise.withResolvers();
    expect(await codeOf(ask(WorkOnce, 300))).toBe('fleet.deadline_exceeded');
    expect(await codeOf(ask(Work, 0))).toBe('fleet.deadline_exceeded');
    gate.resolve();
    expect(runs).toBe(2);
  });

  it('refuses more than it can hold and goes on with what it took', async () => {
    gate = Promise.withResolvers();
    await start();
    const codes: string[] = [];
    const asked = Array.from({ length: 1100 }, () => codeOf(ask(WorkOnce)).then((code) => codes.push(code)));
    await until(() => runs + codes.length === 1100);
    gate.resolve();
    await Promise.all(asked);
    expect(codes.filter((code) => code === 'fleet.overloaded')).toHaveLength(76);
    expect(codes.filter((code) => code === 'answered')).toHaveLength(1024);
  });

  it('answers everything in flight before it stops', async () => {
    gate = Promise.withResolvers();
    const service = await start();
    const asked = Array.from({ length: 50 }, () => ask(Work));
    await until(() => runs === 50);
    const stopped = service.stop();
    await setTimeout(50);
    gate.resolve();
    expect(await Promise.all(asked)).toHaveLength(50);
    expect(runs).toBe(50);
    await stopped;
  });

  it('goes over to the other answerer when one stops: nothing is lost', async () => {
    const [first] = [await start(), await start()];
    const asked: Promise<Done>[] = [];
    for (let round = 0; round < 40; round++) {
      asked.push(...Array.from({ length: 5 }, () => ask(Work)));
      if (round === 20) void first.stop();
      await setTimeout(2);
    }
    await Promise.all(asked);
    expect(runs).toBe(200);
  });

  it('begins before its bus, and comes back with it', async () => {
    await broker.kill();
    const early = connectAs('orchestrator', broker);
    const service = await start();
    const ready = () => fetch(`http://127.0.0.1:${service.health_port}/health/ready`).then(({ status }) => status);
    expect(await ready()).toBe(503);
    expect(await codeOf(ask(Work, 200))).toBe('fleet.unavailable');
    let told = 0;
    early.fleet.onReconnect(() => told++);
    await broker.restart();
    expect(await ask()).toEqual({ done: 1 });
    await until(() => told > 0);
    await until(async () => (await ready()) === 200);
    await early.close();
  });

  it('sends again what was on its way when the bus was killed', async () => {
    gate = Promise.withResolvers();
    await start();
    const asked = ask();
    await until(() => runs === 1);
    await broker.kill();
    gate.resolve();
    await broker.restart();
    expect(await asked).toEqual({ done: expect.any(Number) });
  });

  it('passes on what is published right now', async () => {
    const seen: unknown[] = [];
    const other = connectAs('gateway', broker);
    const listening = other.fleet.subscribe('live.t.*', (payload, subject) => seen.push([subject, payload]));
    while (seen.length === 0) {
      asker.fleet.publish('live.t.s', { seq: 1 });
      await setTimeout(20);
    }
    expect(seen[0]).toEqual(['live.t.s', { seq: 1 }]);
    listening.close();
    await other.close();
  });

  it('does not start with a contract that nobody answers, or two do', async () => {
    const boot = (module: typeof EmptyModule) =>
      startTestService({ name: 'nlu', module, broker, owned, stateless: true });
    await expect(boot(EmptyModule)).rejects.toThrow('nlu does not answer rpc.nlu.work.run.v1');
    await expect(boot(TwiceModule)).rejects.toThrow('rpc.nlu.work.run.v1 is answered twice');
  });
});
