import { setTimeout as sleep } from 'node:timers/promises';
import {
  FleetError,
  ParseTexts,
  ReadTraining,
  ReplaceIntents,
  StartTraining,
  newId,
  type IntentExamples,
  type Reading,
  type RequestContract,
  type Role,
  type TrainingJob,
} from '@parley/contracts';
import type { FleetConnection } from '@parley/messaging';
import { readSettings } from '@parley/runtime';
import { TokenSigner, connectAs, startBroker, startTestService, tempFolder, type Broker } from '@parley/testing';
import { AppModule } from './app.module.js';
import { nluSettings, type NluConfig } from './config.js';

/** Some intents in two languages; with more `variants` the training takes longer. */
export function someIntents(variants = 1): IntentExamples[] {
  const said: Record<string, string[]> = {
    order_status: [
      'where is my order',
      'has my parcel been sent',
      'track my package',
      'siparişim nerede',
      'kargom ne zaman gelir',
      'kargo takibi yapmak istiyorum',
    ],
    order_cancellation: [
      'cancel my order',
      'I want to cancel the purchase',
      'please stop my order',
      'siparişimi iptal etmek istiyorum',
      'siparişi iptal eder misiniz',
      'vazgeçtim siparişi iptal edin',
    ],
    opening_hours: [
      'when are you open',
      'what are your opening hours',
      'are you open on sunday',
      'kaçta açılıyorsunuz',
      'çalışma saatleriniz nedir',
      'pazar günü açık mısınız',
    ],
  };
  return Object.entries(said).map(([name, examples]) => ({
    name,
    examples: Array.from({ length: variants }, (_, at) =>
      examples.map((text) => (at === 0 ? text : `${text} variant${at}`)),
    ).flat(),
  }));
}

/** Somebody of a company, who asks as the gateway does, again while the service is away. */
export class Company {
  readonly tenant = newId();

  constructor(
    private readonly signer: TokenSigner,
    private readonly gateway: FleetConnection,
  ) {}

  async ask<I extends object, O extends object>(
    contract: RequestContract<I, O>,
    input: I,
    key?: string,
    role: Role = 'owner',
  ): Promise<O> {
    const options = key === undefined ? {} : { idempotency_key: key };
    for (const end = Date.now() + 60_000; ; await sleep(50)) {
      const call = await this.signer.call({ tenant: this.tenant, role }, options);
      try {
        return await this.gateway.fleet.ask(contract, input, call);
      } catch (error) {
        if (Date.now() > end || !(error instanceof FleetError && error.fault === 'transient')) throw error;
      }
    }
  }

  put = (
    intents: IntentExamples[],
    entities: { type: string; values: { value: string; synonyms: string[] }[] }[] = [],
  ) => this.ask(ReplaceIntents, { intents, entities });

  async train(): Promise<string> {
    return (await this.ask(StartTraining, {})).job_id;
  }

  async trained(): Promise<TrainingJob> {
    return this.ended(await this.train());
  }

  async ended(job_id: string): Promise<TrainingJob> {
    for (const end = Date.now() + 60_000; ; await sleep(20)) {
      const job = await this.ask(ReadTraining, { job_id });
      if (job.finished_at !== undefined) return job;
      if (Date.now() > end) throw new Error(`the training is still ${job.status}`);
    }
  }

  async read(text: string): Promise<Reading> {
    return (await this.ask(ParseTexts, { texts: [text] })).readings[0]!;
  }

  /** Read again until it is so. */
  async readUntil(text: string, so: (reading: Reading) => boolean): Promise<number> {
    const began = Date.now();
    while (!so(await this.read(text))) {
      if (Date.now() - began > 10_000) throw new Error('never read so');
      await sleep(20);
    }
    return Date.now() - began;
  }
}

/** What one test file shares: a real broker, keys, a folder with the store. */
export class Place {
  private constructor(
    readonly broker: Broker,
    readonly signer: TokenSigner,
    readonly gateway: FleetConnection,
    private readonly folder: { readonly path: string; remove(): void },
  ) {}

  static async make(): Promise<Place> {
    const broker = await startBroker();
    return new Place(broker, await TokenSigner.create(), connectAs('gateway', broker), tempFolder('nlu'));
  }

  get state(): string {
    return this.folder.path;
  }

  /** Variables of a process that runs the service here. */
  get variables(): Record<string, string> {
    return { PARLEY_NATS_URL: this.broker.url, PARLEY_STATE: this.state, PARLEY_LOG_LEVEL: 'error' };
  }

  company(): Company {
    return new Company(this.signer, this.gateway);
  }

  async start(settings: Partial<NluConfig> = {}) {
    return startTestService<NluConfig>({
      ...{ name: 'nlu', module: AppModule, broker: this.broker, signer: this.signer, state: this.state },
      config: () => ({ ...readSettings(this.variables, nluSettings), ...settings }),
    });
  }

  async remove(): Promise<void> {
    await this.gateway.close();
    await this.broker.stop();
    this.folder.remove();
  }
}
