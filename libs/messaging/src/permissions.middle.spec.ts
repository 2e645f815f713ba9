import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Inject, Injectable, Module } from '@nestjs/common';
import {
  FleetError,
  ListKeys,
  ParseUtterance,
  TurnCompletedEvent,
  busUsers,
  newId,
  type KeyList,
  type Reading,
  type Service,
  type TurnCompleted,
} from '@parley/contracts';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';
import { TokenSigner, connectAs, startBroker, startTestService, type Broker, type TestService } from '@parley/testing';
import { Answers } from './answers.js';
import { serviceCall } from './call.js';
import { Reacts, type Happened } from './events/reacts.js';
import { STORE } from './start-fleet-service.js';

let signer: TokenSigner;
let keysAsked = 0;

@Injectable()
class Keys {
  @Answers(ListKeys) list(): KeyList {
    keysAsked++;
    return { jwks: signer.jwks };
  }
}
@Module({ providers: [Keys] })
class AccountsModule {}

@Injectable()
class Parser {
  @Answers(ParseUtterance) parse(): Reading {
    return { language: 'en' } as Reading;
  }
}
@Module({ providers: [Parser] })
class NluModule {}

interface Turn extends Stored {
  readonly n: number;
}
const turns: CollectionSpec<Turn> = { name: 'turns', schema: 1, indexes: [] };

@Injectable()
class Turns {
  readonly turns: Collection<Turn>;
  constructor(@Inject(STORE) store: Store) {
    this.turns = store.collection(turns);
  }
}
@Module({ providers: [Turns] })
class OrchestratorModule {}

const heard: Happened<TurnCompleted>[] = [];

@Injectable()
class Counter {
  @Reacts(TurnCompletedEvent) async count(event: Happened<TurnCompleted>): Promise<void> {
    heard.push(event);
  }
}
@Module({ providers: [Counter] })
class InsightsModule {}

/** Generous: other work may keep the machine busy. */
jest.setTimeout(60_000);

describe('permissions of the bus, generated from the contracts (real: broker with users, Nest, stores)', () => {
  let broker: Broker;
  const running: { remove(): Promise<void> }[] = [];
  const start = async (name: Service, module: new () => object): Promise<TestService> => {
    const config = (common: object) => ({ ...common, nats_user: name, nats_password: `${name} word` });
    const service = await startTestService({ name, module, broker, owned: [], config: config as never });
    running.push(service);
    return service;
  };
  /** What nobody hears ends with its deadline; what is heard may take long on a busy machine. */
  const ask = async (name: Service, { token, deadline_ms = 10_000 }: { token?: true; deadline_ms?: number } = {}) => {
    const connection = connectAs(name, broker, { user: name, password: `${name} word` });
    const tenant = newId();
    const input = { session_id: newId(), text: 'hi' };
    const call = token
      ? { ...(await signer.call({ tenant })), deadline: Date.now() + deadline_ms }
      : serviceCall({ tenant, service: name, cause: 'test', deadline_ms });
    try {
      return await connection.fleet.ask({ ...ParseUtterance, deadlineMs: deadline_ms }, input as never, call);
    } finally {
      await connection.close();
    }
  };

  beforeAll(async () => {
    signer = await TokenSigner.create();
    const users = busUsers().map((user) => ({ ...user, password: `${user.user} word` }));
    broker = await startBroker({ authorization: { users } });
    await start('accounts', AccountsModule);
    await start('nlu', NluModule);
  });
  afterAll(async () => {
    for (const service of running.reverse()) await service.remove();
    await broker.stop();
  });

  it('lets a service ask what the contract names it for', async () => {
    expect(await ask('orchestrator')).toEqual({ language: 'en' });
  });

  it('keeps the request of any other from being heard', async () => {
    await expect(ask('insights', { deadline_ms: 700 })).rejects.toThrow(FleetError);
  });

  it('lets services get the public keys, once', async () => {
    const before = keysAsked;
    expect(await ask('orchestrator', { token: true })).toEqual({ language: 'en' });
    expect(await ask('orchestrator', { token: true })).toEqual({ language: 'en' });
    expect(keysAsked).toBe(before + 1);
  });

  it('lets events through to those who read them', async () => {
    const producing = await start('orchestrator', OrchestratorModule);
    await start('insights', InsightsModule);
    const at = new Date().toISOString();
    const data = { session_id: newId(), entry_id: newId(), method: 'rule', count: 1, execution_time_ms: 3 };
    const draft = { id: newId(), subject: TurnCompletedEvent.subject, aggregate: data.session_id, at, data };
    await producing.app.get(Turns).turns.insert(newId(), { id: newId(), n: 1 }, [draft]);
    while (heard.length === 0) await setTimeout(20);
    expect(heard[0]!.id).toBe(draft.id);
  });
});
