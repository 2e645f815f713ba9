import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type ActionRun,
  ListActions,
  LookUpOrder,
  ReadAction,
  RunAction,
  SetAction,
  actionNames,
  newId,
} from '@parley/contracts';
import { type Call, type FleetConnection, serviceCall } from '@parley/messaging';
import { type Broker, type TestService, TokenSigner, connectAs, startBroker, startTestService } from '@parley/testing';
import { AppModule } from '../app.module.js';
import type { ActionsConfig } from '../config.js';
import { keyRingOf } from '../seal/key-ring.js';
import { Ledger } from './ledger.js';
import { Settings } from '../setting/settings.js';
import { type ShopOrder, TestShop } from '../testing/shop.js';

const language = 'en' as const;

describe('actions (real: broker, store, the demo shop; it cancels twice when it is asked under two keys)', () => {
  const tenant = newId();
  const admin = { tenant, role: 'admin' } as const;
  let broker: Broker;
  let signer: TokenSigner;
  let shop: TestShop;
  let service: TestService;
  let orchestrator: FleetConnection;
  let gateway: FleetConnection;
  let orders: ShopOrder[];
  const keys = keyRingOf(`k2:${'b'.repeat(42)}E,k1:${'a'.repeat(42)}E`);

  beforeAll(async () => {
    [broker, signer, shop] = await Promise.all([startBroker(), TokenSigner.create(), TestShop.start()]);
    service = await startTestService<ActionsConfig>({
      name: 'actions',
      module: AppModule,
      broker,
      signer,
      config: (common) => ({ ...common, origins: `https://other.example, ${shop.url}`, keys }),
    });
    [orchestrator, gateway] = [connectAs('orchestrator', broker), connectAs('gateway', broker)];
    for (const name of actionNames)
      await gateway.fleet.ask(SetAction, { name, enabled: true, url: shop.url, key: 'api' }, await signer.call(admin));
    orders = await shop.orders('received');
  }, 60_000);
  afterAll(async () => {
    await Promise.all([orchestrator.close(), gateway.close()]);
    await service.remove();
    await Promise.all([shop.stop(), broker.stop()]);
  });
  afterEach(() => shop.fault({ mode: 'none' }));

  const call = (of = tenant): Call => serviceCall({ tenant: of, service: 'orchestrator', cause: 'test' });
  const wish = ({ number, email }: ShopOrder, wait_ms = 8000) => ({
    id: newId(),
    name: 'order_cancellation' as const,
    session_id: newId(),
    arguments: { order_number: number, email },
    wait_ms,
  });
  const next = (): ShopOrder => orders.shift()!;
  const run = (order: ShopOrder, wait_ms?: number): Promise<ActionRun> =>
    orchestrator.fleet.ask(RunAction, wish(order, wait_ms), call());
  const refund = ({ total }: ShopOrder) => ({ amount: total / 100, currency: 'TRY' });

  describe('as the company sets them', () => {
    it('are shown without their key, to this company alone', async () => {
      const { items } = await gateway.fleet.ask(ListActions, {}, await signer.call(admin));
      expect(items).toEqual([
        { name: 'order_status', risk: 'read', enabled: true, url: shop.url, key_set: true },
        { name: 'order_cancellation', risk: 'write', enabled: true, url: shop.url, key_set: true },
      ]);
      const others = await gateway.fleet.ask(ListActions, {}, await signer.call({ tenant: newId(), role: 'admin' }));
      expect(others.items.map(({ enabled, key_set }) => [enabled, key_set])).toEqual([
        [false, false],
        [false, false],
      ]);
    });

    it.each([
      'http://127.0.0.1:1',
      'https://other.example.evil',
      'file:///etc',
      'https://other.example/path',
      'http://',
    ])('refuse the address %s', async (url) => {
      const asked = gateway.fleet.ask(
        SetAction,
        { name: 'order_status', enabled: true, url, key: 'k' },
        await signer.call(admin),
      );
      await expect(asked).rejects.toMatchObject({ code: 'action.origin_refused' });
    });

    it('never send the key of one system to another', async () => {
      const moved = { name: 'order_status' as const, enabled: true, url: 'https://other.example' };
      const asked = gateway.fleet.ask(SetAction, moved, await signer.call(admin));
      await expect(asked).rejects.toMatchObject({ code: 'action.not_connected' });
    });

    it('are kept sealed under the first key, also those that were kept before or under another', async () => {
      const settings = service.app.get(Settings);
      const kept = async () => (await settings.of(tenant, 'order_status'))!;
      const [{ number: order_number, email }] = orders.slice(-1) as [ShopOrder];
      const place = JSON.stringify([tenant, 'settings', 'order_status']);
      for (const before of ['api', keyRingOf(`k1:${'a'.repeat(42)}E`).seal('api', place)]) {
        const { id, version, key } = await kept();
        expect(key).toMatch(/^sealed:k2:/);
        await settings.settings.update(tenant, id, version, { key: before });
        const asked = { order_number, email, language };
        expect((await orchestrator.fleet.ask(LookUpOrder, asked, call())).order).toMatchObject({
          number: order_number,
        });
      }
      expect((await kept()).key).toMatch(/^sealed:k2:/);
    });

    it.each(['agent', 'customer'] as const)('may not be set by a %s', async (role) => {
      const asked = gateway.fleet.ask(
        SetAction,
        { name: 'order_status', enabled: false },
        await signer.call({ tenant, role }),
      );
      await expect(asked).rejects.toMatchObject({ code: 'auth.forbidden' });
    });
  });

  describe('order_status', () => {
    it('finds the order of a number and an e-mail, and nothing for a wrong pair', async () => {
      const [one, other] = [orders.at(-1)!, orders.at(-2)!];
      const ask = (order_number: string, email: string) =>
        orchestrator.fleet.ask(LookUpOrder, { order_number, email, language }, call());
      expect((await ask(one.number, one.email)).order).toMatchObject({ number: one.number, state: 'received' });
      expect(await ask(one.number, other.email)).toEqual({});
      expect(await ask('NE-1', one.email)).toEqual({});
    });

    it('is refused for a company that has not connected it', async () => {
      const asked = orchestrator.fleet.ask(LookUpOrder, { order_number: 'NE-1', email: 'a', language }, call(newId()));
      await expect(asked).rejects.toMatchObject({ code: 'action.not_connected' });
    });

    it('says that the shop is away when it is', async () => {
      await shop.fault({ mode: 'error', on: 'all' });
      const asked = orchestrator.fleet.ask(LookUpOrder, { order_number: 'NE-1', email: 'a', language }, call());
      await expect(asked).rejects.toMatchObject({ code: 'action.unavailable' });
    });
  });

  describe('order_cancellation', () => {
    it('is done when the shop shows it, once for every repeat, and known to this company alone', async () => {
      const order = next();
      const wanted = wish(order);
      const done = await orchestrator.fleet.ask(RunAction, wanted, call());
      expect(done).toEqual({ id: wanted.id, name: 'order_cancellation', state: 'done', refund: refund(order) });
      expect(await orchestrator.fleet.ask(RunAction, wanted, call())).toEqual(done);
      expect(await orchestrator.fleet.ask(ReadAction, { id: wanted.id }, call())).toEqual(done);
      expect((await shop.order(order.number)).cancellations).toHaveLength(1);
      const kept = await service.app.get(Ledger).runs.get(tenant, wanted.id);
      expect(kept!.arguments).toEqual({ order_number: order.number, email: expect.stringMatching(/^sealed:k2:/) });
      const stranger = orchestrator.fleet.ask(ReadAction, { id: wanted.id }, call(newId()));
      await expect(stranger).rejects.toMatchObject({ code: 'action.not_found' });
    });

    it('is one to the shop when two chats want the same', async () => {
      const order = next();
      const both = await Promise.all([run(order), run({ ...order, email: ` ${order.email.toUpperCase()}` })]);
      expect(both.map(({ state }) => state)).toEqual(['done', 'done']);
      expect((await shop.order(order.number)).cancellations).toHaveLength(1);
    });

    it('refuses another wish under the same id', async () => {
      const wanted = wish(next());
      await orchestrator.fleet.ask(RunAction, wanted, call());
      const other = { ...wanted, arguments: { ...wanted.arguments, order_number: 'NE-1' } };
      await expect(orchestrator.fleet.ask(RunAction, other, call())).rejects.toMatchObject({
        code: 'idempotency.key_reused',
      });
    });

    it('is refused when it is too late, and when the pair is wrong', async () => {
      const [delivered] = await shop.orders('delivered');
      expect(await run(delivered!)).toMatchObject({ state: 'refused', reason: 'too_late' });
      expect(await run({ ...next(), email: 'nobody@mail.example' })).toMatchObject({
        state: 'refused',
        reason: 'not_found',
      });
    });

    it('is done once when the shop does it and never says so', async () => {
      const order = next();
      await shop.fault({ mode: 'timeout_after_success', count: 1 });
      expect(await run(order)).toMatchObject({ state: 'done', refund: refund(order) });
      expect((await shop.order(order.number)).cancellations).toHaveLength(1);
    });

    it.each(['error', 'down'] as const)('is done in the end after the fault "%s"', async (mode) => {
      const order = next();
      await shop.fault({ mode, count: 2 });
      expect(await run(order)).toMatchObject({ state: 'done' });
      expect((await shop.order(order.number)).cancellations).toHaveLength(1);
    });

    it('is taken back when the shop cancels without paying back', async () => {
      const order = next();
      await shop.fault({ mode: 'without_refund', count: 1 });
      expect(await run(order)).toMatchObject({ state: 'compensated', reason: 'wrong_effect' });
      expect(await shop.order(order.number)).toMatchObject({ state: 'received', cancellations: [] });
    });

    it('is not known while the shop is away, and done by itself when it is back', async () => {
      const order = next();
      const back = await shop.away();
      const { id, state } = await run(order, 500);
      expect(state).toBe('running');
      await back();
      const end = Date.now() + 8000;
      while ((await orchestrator.fleet.ask(ReadAction, { id }, call())).state === 'running' && Date.now() < end)
        await sleep(50);
      expect(await orchestrator.fleet.ask(ReadAction, { id }, call())).toMatchObject({ state: 'done' });
      expect((await shop.order(order.number)).cancellations).toHaveLength(1);
    }, 20_000);
  });
});
