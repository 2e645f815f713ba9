import { describe, expect, it } from '@jest/globals';
import { Clock } from '@parley/runtime';
import { Creations, keptFor, type Created, type CreationRequest, type CreationStore } from './creation.js';

type Cup = Created<string>;

/** Holds what the tests put in. */
class Shelf implements CreationStore<Cup> {
  cups: Cup[] = [];

  async byCreation(tenant: string, creation_key: string): Promise<Cup | undefined> {
    return this.cups.find((cup) => cup.tenant === tenant && cup.creation_key === creation_key);
  }

  async forgetCreation({ id }: Cup): Promise<void> {
    this.cups = this.cups.filter((cup) => cup.id !== id);
  }
}

class SetClock extends Clock {
  at = 0;
  override now(): number {
    return this.at;
  }
}

describe('creations under an idempotency key (store: a list)', () => {
  const make = () => {
    const clock = new SetClock();
    const creations = new Creations(clock);
    const shelf = new Shelf();
    const begun: (() => void)[] = [];
    const ask = (change: Partial<CreationRequest<Cup, string>> = {}): Promise<string> =>
      creations.once<Cup, string>({
        operation: 'cup.make',
        tenant: 't',
        who: 'ada',
        key: 'k',
        body: ['blue'],
        store: shelf,
        taken: 'fleet.internal',
        create: async (mark) => {
          await new Promise<void>((go) => begun.push(go));
          const id = `cup ${begun.length}`;
          shelf.cups.push({ id, tenant: change.tenant ?? 't', version: 1, ...mark(id) });
          return id;
        },
        ...change,
      });
    const settle = async (): Promise<void> => {
      await new Promise(setImmediate);
      for (const go of begun) go();
    };
    return { clock, ask, begun, settle };
  };

  it('join the same request that still runs', async () => {
    const { ask, begun, settle } = make();
    const both = [ask(), ask()];
    await settle();
    expect(await Promise.all(both)).toEqual(['cup 1', 'cup 1']);
    expect(begun).toHaveLength(1);
    expect(await ask()).toBe('cup 1');
  });

  it.each([
    ['principal', { who: 'bob' }],
    ['operation', { operation: 'plate.make' }],
    ['tenant', { tenant: 'u' }],
    ['key', { key: 'l' }],
    ['request without a key', { key: undefined }],
  ])('are apart from those of another %s', async (_, change) => {
    const { ask, begun, settle } = make();
    const both = [ask(), ask(change)];
    await settle();
    await Promise.all(both);
    expect(begun).toHaveLength(2);
  });

  it('are forgotten after seven days, not before', async () => {
    const { ask, clock, settle } = make();
    const first = ask();
    await settle();
    await first;
    clock.at = keptFor - 1;
    await expect(ask({ body: ['red'] })).rejects.toMatchObject({ code: 'idempotency.key_reused' });
    clock.at = keptFor;
    const second = ask({ body: ['red'] });
    await settle();
    expect(await second).toBe('cup 2');
  });
});
