import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ParseTexts, ReadIntents, ReadTraining, ReplaceIntents, StartTraining, newId } from '@parley/contracts';
import { type TestService, refusal } from '@parley/testing';
import { Company, Place, someIntents } from '../service.fixture.js';
import { Understandings } from '../understanding/understandings.js';

const question = 'Where is my order?';

describe('training (real: broker, SQLite, training threads, two services on one store)', () => {
  let place: Place;
  let services: TestService[];
  let shop: Company;
  const closers: (() => Promise<unknown>)[] = [];
  /** Closed at the end, the last first, also when the test fails. */
  const closing = <T>(thing: T, close: (thing: T) => Promise<unknown>): T => {
    closers.unshift(() => close(thing));
    return thing;
  };

  beforeAll(async () => {
    place = await Place.make();
    services = [await place.start(), await place.start()];
    shop = place.company();
  });
  afterAll(async () => {
    for (const close of closers) await close();
    for (const service of services) await service.stop();
    await place.remove();
  });

  it('makes a model that both services read with within a second or so', async () => {
    expect(await shop.read(question)).toMatchObject({ intents: [], model_version: 'rules-1' });
    expect(await shop.put(someIntents(10))).toEqual({ revision: 1, intents: 3, examples: 180, entities: 0 });
    const job = await shop.trained();
    expect(job).toMatchObject({ status: 'done', percentage: 100, revision: 1, result: { intents: 3, examples: 180 } });
    expect(job.result!.accuracy).toBeGreaterThan(0.9);
    const understood = ({ intent }: { intent?: string }) => intent === 'order_status';
    expect(await shop.readUntil(question, understood)).toBeLessThan(15_000);
    await sleep(1500);
    for (let ask = 0; ask < 20; ask++)
      expect(await shop.read(question)).toMatchObject({ intent: 'order_status', model_version: 'intents-1' });
    const stored = await shop.ask(ReadIntents, {});
    expect(stored).toMatchObject({
      revision: 1,
      model: { version: 'intents-1', revision: 1, accuracy: job.result!.accuracy },
    });
    expect(stored.intents).toEqual(someIntents(10));
  });

  it('reads small talk by rule, in the order of the texts, and other companies’ not at all', async () => {
    const texts = ['teşekkürler', 'siparisimi iptal etmek istiyorum', 'are you open on sunday'];
    const { readings } = await shop.ask(ParseTexts, { texts });
    expect(readings.map(({ act, intent }) => [act, intent])).toEqual([
      ['thanks', undefined],
      ['none', 'order_cancellation'],
      ['none', 'opening_hours'],
    ]);
    expect(await place.company().read(question)).toMatchObject({ intents: [], model_version: 'rules-1' });
  });

  it('is the same for the same set and the same key; another company’s is not known', async () => {
    expect((await shop.put(someIntents(10))).revision).toBe(1);
    const [first, second] = [await shop.train(), await shop.train()];
    expect(second).toBe(first);
    const key = newId();
    const { job_id } = await shop.ask(StartTraining, {}, key);
    expect(job_id).toBe(first);
    expect(await refusal(place.company().ask(ReadTraining, { job_id }))).toBe('job.not_found');
    const other = place.company();
    await other.put(someIntents());
    const mine = await other.ask(StartTraining, {}, key);
    await other.put(someIntents(2));
    expect(await other.ask(StartTraining, {}, newId())).not.toEqual(mine);
  });

  it('is refused without enough to learn from, and for whoever may not', async () => {
    const small = place.company();
    expect(await refusal(small.train())).toBe('intents.too_few');
    await small.put([{ name: 'one', examples: ['a', 'b', 'c', 'd', 'e'] }]);
    expect(await refusal(small.train())).toBe('intents.too_few');
    const intents = someIntents();
    expect(await refusal(small.ask(ReplaceIntents, { intents, entities: [] }, undefined, 'agent'))).toBe(
      'auth.forbidden',
    );
    expect(await refusal(small.ask(StartTraining, {}, undefined, 'supervisor'))).toBe('auth.forbidden');
    expect(await refusal(small.ask(ParseTexts, { texts: ['a'] }, undefined, 'customer'))).toBe('auth.forbidden');
    expect(await refusal(small.put([...intents, intents[0]!]))).toBe('request.invalid');
    expect(await refusal(small.put([{ name: 'other', examples: ['TRACK my Package'] }, intents[0]!]))).toBe(
      'request.invalid',
    );
  });

  it('has to wait where several of the company are on their way', async () => {
    const eager = place.company();
    const codes: unknown[] = [];
    for (let variants = 30; variants < 36; variants++) {
      await eager.put(someIntents(variants));
      codes.push(await refusal(eager.train()));
    }
    expect(codes.slice(0, 3)).toEqual(['answered', 'answered', 'answered']);
    expect(codes).toContain('training.too_many');
  });

  it('is forgotten at once where no intent is left', async () => {
    const fickle = place.company();
    await fickle.put(someIntents());
    await fickle.trained();
    await fickle.readUntil(question, ({ model_version }) => model_version === 'intents-1');
    await fickle.put([]);
    await fickle.readUntil(question, ({ model_version }) => model_version === 'rules-1');
    await sleep(1200);
    for (let ask = 0; ask < 10; ask++) expect((await fickle.read(question)).model_version).toBe('rules-1');
    await fickle.put(someIntents(2));
    expect(await fickle.trained()).toMatchObject({ status: 'done', result: { model_version: 'intents-3' } });
    await fickle.readUntil(question, ({ model_version }) => model_version === 'intents-3');
  });

  it('keeps a bounded number of models in memory and loads the others again', async () => {
    const tight = closing(await Place.make(), (each) => each.remove());
    /** Less than two of these models. */
    const model_memory_mb = 0.03;
    const service = closing(await tight.start({ model_memory_mb }), (each) => each.stop());
    const shops = Array.from({ length: 4 }, () => tight.company());
    for (const each of shops) {
      await each.put(someIntents(2));
      expect((await each.trained()).status).toBe('done');
    }
    for (let round = 0; round < 2; round++)
      for (const each of shops) {
        expect((await each.read(question)).intent).toBe('order_status');
        expect(service.app.get(Understandings).held).toMatchObject({ models: 1 });
      }
  });

  it('is finished by another process when its own is killed, and outlives a restart', async () => {
    const alone = closing(await Place.make(), (each) => each.remove());
    const company = alone.company();
    const start = () => closing(new ServiceProcess(alone), (each) => each.kill());
    let service = start();
    await company.put(someIntents(100));
    const job_id = await company.train();
    for (let job = await company.ask(ReadTraining, { job_id }); job.status === 'queued'; await sleep(5))
      job = await company.ask(ReadTraining, { job_id });
    await service.kill();
    service = start();
    const job = await company.ended(job_id);
    expect(job).toMatchObject({ status: 'done', result: { examples: 1800 } });
    await service.kill('SIGTERM');
    service = start();
    expect((await company.read(question)).intent).toBe('order_status');
  });
});

/** The service as a process of its own. */
class ServiceProcess {
  private readonly process: ChildProcess;

  constructor(place: Place) {
    place.signer.trustedBy('nlu', place.state);
    const entry = join(import.meta.dirname, '../../dist/main.js');
    this.process = spawn(process.execPath, [entry], { env: { ...process.env, ...place.variables }, stdio: 'ignore' });
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    await new Promise<void>((resolve) => {
      this.process.once('exit', () => resolve());
      this.process.kill(signal);
    });
  }
}
