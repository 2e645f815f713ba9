import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { FleetError, newId, request, type RequestContract } from '@parley/contracts';
import { TokenSigner, connectAs, startBroker, startTestService, type Broker, type TestService } from '@parley/testing';
import { connect, headers } from '@nats-io/transport-node';
import { IsInt, IsString, MaxLength } from 'class-validator';
import { Answers } from './answers.js';
import { publicCall, serviceCall, type Call } from './call.js';

class Sum {
  @IsInt() a!: number;
  @IsInt() b!: number;
}
class Total {
  total!: number;
}
class Word {
  @IsString() @MaxLength(2_000_000) word!: string;
}

const declared = {
  errors: [],
  deadlineMs: 5000,
  idempotent: true,
  allow: ['customer', 'service'],
  askedBy: ['orchestrator'],
} as const;
const Add = request('rpc.nlu.sum.add.v1', { input: Sum, output: Total, ...declared });
const Refuse = request('rpc.nlu.sum.refuse.v1', { input: Sum, output: Total, ...declared });
const Full = request('rpc.nlu.sum.overload.v1', { input: Sum, output: Total, ...declared });
const Crash = request('rpc.nlu.sum.crash.v1', { input: Sum, output: Total, ...declared });
const Who = request('rpc.nlu.principal.read.v1', { input: Sum, output: Object, ...declared });
const Echo = request('rpc.nlu.word.echo.v1', { input: Word, output: Word, ...declared });
const Open = request('rpc.nlu.word.open.v1', { input: Word, output: Word, ...declared, allow: ['public'] });
const Count = request('rpc.nlu.sum.count.v1', {
  ...{ input: Sum, output: Total, part: Total, ...declared },
  ...{ deadlineMs: 12_000, attemptMs: 800 },
});
const owned = [Add, Refuse, Full, Crash, Who, Echo, Open, Count] as RequestContract[];

@Injectable()
class SumAnswers {
  @Answers(Add) add({ a, b }: Sum): Total {
    return { total: a + b };
  }
  @Answers(Refuse) async refuse(): Promise<Total> {
    throw new FleetError('session.moved', { seq: 3 });
  }
  @Answers(Full) async overload(): Promise<Total> {
    counts++;
    throw new FleetError('fleet.overloaded');
  }
  @Answers(Crash) async crash(): Promise<Total> {
    throw new TypeError('the customer said: my number is 5');
  }
  @Answers(Who) async who(_: Sum, call: Call): Promise<object> {
    return { ...call, token: undefined };
  }
  @Answers(Echo) async echo(input: Word): Promise<Word> {
    return input;
  }
  @Answers(Open) async open(input: Word): Promise<Word> {
    return input;
  }
}

/** How often `Count` or `Full` was begun. */
let counts = 0;

/** Tells 1, 2, … up to `a`, `b` ms apart; a negative number tells no end. */
@Injectable()
class CountAnswers {
  @Answers(Count) async count({ a, b }: Sum, { tell }: Call): Promise<Total> {
    counts++;
    for (let total = 1; total <= Math.abs(a); total++) {
      await sleep(b);
      tell?.({ total });
    }
    if (a === 0) for (let sign = 0; sign < 12; sign++) await sleep(100).then(() => tell?.());
    if (a < 0) await sleep(4000);
    return { total: a };
  }
}

@Module({ providers: [SumAnswers, CountAnswers] })
class SumModule {}

const refusal = (asking: Promise<unknown>): Promise<FleetError> =>
  asking.then(
    () => Promise.reject(new Error('was answered')),
    (error: unknown) => error as FleetError,
  );

/** Generous: other work may keep the machine busy. */
jest.setTimeout(60_000);

describe('asking and answering (real: broker, Nest, two connections, tokens)', () => {
  let broker: Broker;
  let service: TestService;
  let asker: ReturnType<typeof connectAs>;
  let signer: TokenSigner;
  const tenant = newId();
  const call = (deadline_ms = 5000) => serviceCall({ tenant, service: 'orchestrator', cause: 'test', deadline_ms });

  beforeAll(async () => {
    broker = await startBroker();
    signer = await TokenSigner.create();
    service = await startTestService({ name: 'nlu', module: SumModule, broker, signer, owned, stateless: true });
    asker = connectAs('orchestrator', broker);
  });
  afterAll(async () => {
    await asker.close();
    await service.remove();
    await broker.stop();
  });

  it('answers', async () => {
    expect(await asker.fleet.ask(Add, { a: 2, b: 3 }, call())).toEqual({ total: 5 });
  });

  it('answers 200 requests made together, each its own', async () => {
    const asked = Array.from({ length: 200 }, (_, a) => asker.fleet.ask(Add, { a, b: 1 }, call()));
    expect((await Promise.all(asked)).map(({ total }) => total)).toEqual(Array.from({ length: 200 }, (_, a) => a + 1));
  });

  it('does not ask again who has too much to do', async () => {
    counts = 0;
    const error = await refusal(asker.fleet.ask(Full, { a: 1, b: 1 }, call()));
    expect(error).toMatchObject({ code: 'fleet.overloaded' });
    expect(counts).toBe(1);
  });

  it('brings the error of the answerer with its details', async () => {
    const error = await refusal(asker.fleet.ask(Refuse, { a: 1, b: 1 }, call()));
    expect(error).toBeInstanceOf(FleetError);
    expect([error.code, error.details]).toEqual(['session.moved', { seq: 3 }]);
  });

  it('tells nothing of what nobody foresaw', async () => {
    const error = await refusal(asker.fleet.ask(Crash, { a: 1, b: 1 }, call()));
    expect([error.code, error.details]).toEqual(['fleet.internal', {}]);
  });

  it('hands the call on: tenant, principal, trace, key and what is left of the deadline', async () => {
    const mine = { ...call(800), idempotency_key: 'once' };
    const seen = (await asker.fleet.ask(Who, { a: 1, b: 1 }, mine)) as Call;
    expect(seen).toEqual(mine);
  });

  it('refuses a wrong input by field, to a user as his fault and to a service as a bug', async () => {
    const wrong = { a: 'x' } as unknown as Sum;
    const users = await refusal(asker.fleet.ask(Add, wrong, await signer.call({ tenant })));
    expect([users.code, users.details]).toEqual(['request.invalid', { fields: { a: ['isInt'], b: ['isInt'] } }]);
    expect((await refusal(asker.fleet.ask(Add, wrong, call()))).code).toBe('fleet.bad_request');
  });

  it('drops fields it does not know', async () => {
    const more = { word: 'hi', newer: 1 } as Word;
    expect(await asker.fleet.ask(Echo, more, call())).toEqual({ word: 'hi' });
  });

  it('carries a text of 900 kB and refuses what the bus does not take', async () => {
    const word = 'ş'.repeat(450_000);
    expect((await asker.fleet.ask(Echo, { word }, call())).word).toBe(word);
    const error = await refusal(asker.fleet.ask(Echo, { word: 'x'.repeat(1_100_000) }, call()));
    expect(error.code).toBe('request.too_large');
  });

  describe('who asks', () => {
    const add = (who: Call) => asker.fleet.ask(Add, { a: 1, b: 1 }, who);
    const withToken = async (token: string): Promise<Call> => ({ ...(await signer.call({ tenant })), token });

    it('is the user of the token', async () => {
      const mine = await signer.call({ tenant });
      expect(((await asker.fleet.ask(Who, { a: 1, b: 1 }, mine)) as Call).principal).toEqual(mine.principal);
    });

    it('is not believed with a token of another signer, of another tenant, expired, or meant for something else', async () => {
      const stranger = await TokenSigner.create();
      const codes = [
        await stranger.token({ tenant }),
        await signer.token({ tenant: newId() }),
        await signer.token({ tenant }, { exp: 1 }),
        await signer.token({ tenant }, { typ: 'refresh' }),
        await signer.token({ tenant }, { aud: 'other' }),
        await signer.token({ tenant }, { iss: 'other' }),
        'not.a.token',
      ].map(async (token) => (await refusal(add(await withToken(token)))).code);
      expect(await Promise.all(codes)).toEqual([
        expect.stringMatching(/^fleet\.(unavailable|deadline_exceeded)$/), // accounts could know the key, but is away
        'auth.forbidden',
        'auth.token_expired',
        'auth.token_invalid',
        'auth.token_invalid',
        'auth.token_invalid',
        'auth.token_invalid',
      ]);
    });

    it('needs a role that the contract allows', async () => {
      expect((await refusal(add(await signer.call({ tenant, role: 'agent' })))).code).toBe('auth.forbidden');
      expect((await refusal(add(publicCall()))).code).toBe('auth.required');
      expect(await asker.fleet.ask(Open, { word: 'hi' }, publicCall())).toEqual({ word: 'hi' });
    });

    it('is refused as a service that the contract does not name', async () => {
      const who = serviceCall({ tenant, service: 'insights', cause: 'test' });
      expect((await refusal(add(who))).code).toBe('auth.forbidden');
    });
  });

  it('answers a plain request by hand, with an error header where it fails', async () => {
    const hand = await connect({ servers: broker.url });
    const header = headers();
    header.set('Parley-Service', 'orchestrator');
    header.set('Parley-Tenant', tenant);
    const reply = await hand.request(Add.subject, '{"a":20,"b":22}', { timeout: 1000, headers: header });
    expect(reply.json()).toEqual({ total: 42 });
    const refused = await hand.request(Add.subject, 'no json', { timeout: 1000, headers: header });
    expect(refused.headers?.get('Parley-Error')).toBe('fleet.bad_request');
    await hand.close();
  });

  describe('parts of an answer', () => {
    const count = async (a: number, b: number) => {
      counts = 0;
      const heard: number[] = [];
      const outcome = await asker.fleet
        .ask(Count, { a, b }, call(), ({ total }) => void heard.push(total))
        .then(
          ({ total }) => total,
          ({ code }: FleetError) => code,
        );
      return { heard, outcome, counts };
    };

    it('come before it, in order, and keep the work from being begun again', async () => {
      expect(await count(8, 150)).toEqual({ heard: [1, 2, 3, 4, 5, 6, 7, 8], outcome: 8, counts: 1 });
    });

    it('may be signs of life alone', async () => {
      expect(await count(0, 0)).toEqual({ heard: [], outcome: 0, counts: 1 });
    });

    it('end the request where no more of them come', async () => {
      expect(await count(-2, 10)).toEqual({ heard: [1, 2], outcome: 'fleet.unavailable', counts: 1 });
    });

    it('leave out what a run tells that began too late', async () => {
      expect(await count(1, 1200)).toEqual({ heard: [1], outcome: 1, counts: 2 });
    });

    it('are told to nobody who does not listen', async () => {
      expect(await asker.fleet.ask(Count, { a: 3, b: 10 }, call())).toEqual({ total: 3 });
    });
  });
});
