import { CreateTenant, newId, type Role, type SignedUp } from '@parley/contracts';
import { TokenVerifier, publicCall, type Call, type FleetConnection } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { connectAs, startBroker, startTestService, type Broker, type TestService } from '@parley/testing';
import { AppModule } from './app.module.js';

export const ownerPassword = 'correct horse battery staple';

/** accounts in this process on a real broker and a real SQLite file, asked over the bus as the gateway does. */
export class RunningAccounts {
  private readonly others: TestService[] = [];

  private constructor(
    readonly broker: Broker,
    readonly service: TestService,
    readonly gateway: FleetConnection,
  ) {}

  static async start(): Promise<RunningAccounts> {
    const broker = await startBroker();
    const service = await startTestService({ name: 'accounts', module: AppModule, broker });
    return new RunningAccounts(broker, service, connectAs('gateway', broker));
  }

  /** A second process on the same store, as far as one process can be two. */
  async replica(): Promise<TestService> {
    const service = await startTestService({
      name: 'accounts',
      module: AppModule,
      broker: this.broker,
      state: this.service.state,
    });
    this.others.push(service);
    return service;
  }

  async stop(): Promise<void> {
    await this.gateway.close();
    await Promise.all(this.others.map((service) => service.stop()));
    await this.service.remove();
    await this.broker.stop();
  }

  /** Nobody signed in. */
  call(idempotency_key?: string): Call {
    return publicCall(idempotency_key === undefined ? {} : { idempotency_key });
  }

  /** Somebody with a token, as the gateway would have found by checking it. */
  async as(token: string, idempotency_key?: string): Promise<Call> {
    const principal = await this.service.app.get(TokenVerifier).verify(token);
    return { ...this.call(idempotency_key), tenant: principal.tenant, principal, token };
  }

  signUp(slug = `shop-${newId()}`, call = this.call(newId())): Promise<SignedUp> {
    return this.gateway.fleet.ask(CreateTenant, tenantDraft(slug), call);
  }

  /** From now on the service believes it to be so much later. */
  letPass(ms: number): void {
    const clock = this.service.app.get(Clock);
    const before = clock.now.bind(clock);
    clock.now = () => before() + ms;
  }
}

/** Asks so many times at once, each in a message of its own, so that the bus spreads them over the processes. */
export async function atOnce<T>(times: number, ask: (n: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> {
  const asked: Promise<T>[] = [];
  for (let n = 0; n < times; n++) {
    asked.push(ask(n));
    await new Promise(setImmediate);
  }
  return Promise.allSettled(asked);
}

/** What those who got an answer got. */
export const answered = <T>(outcomes: readonly PromiseSettledResult<T>[]): T[] =>
  outcomes.filter((outcome) => outcome.status === 'fulfilled').map(({ value }) => value);

/** The codes that the others were refused with, each once. */
export const refused = (outcomes: readonly PromiseSettledResult<unknown>[]): string[] => [
  ...new Set(
    outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => String(reason.code ?? reason)),
  ),
];

export const tenantDraft = (slug: string) => ({
  name: 'Narlı Ev',
  slug,
  owner_email: 'Owner@Shop.Example',
  owner_password: ownerPassword,
  owner_name: 'Işıl Öz',
});

export const userDraft = (email: string, role?: Role) => ({
  email,
  password: `password of ${email}`,
  name: 'Somebody',
  ...(role ? { role } : {}),
});
