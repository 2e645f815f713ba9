import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Entry } from '@parley/contracts';
import { type Company, type RunningFleet } from '@parley/testing';
import { openCompany } from './cancellations/company.js';
import { Crashes, type Place } from './cancellations/crashes.js';
import type { ShopOrder } from './cancellations/record.js';
import { runCancellations, startCrashingFleet } from './cancellations/run.js';
import type { Shop } from './cancellations/shop.js';
import { Shopper } from './cancellations/shopper.js';

const cancellations = 20;
/** Before and after what cannot be taken back; `npm run verify` dies at all places. */
const dangerous: readonly Place[] = ['orchestrator-wished', 'actions-sending', 'actions-sent', 'orchestrator-known'];

describe('orders (real: the whole fleet and the demo shop; services that die where they are told to)', () => {
  const crashes = new Crashes();
  let fleet: RunningFleet;
  let company: Company;
  let shop: Shop;
  let orders: ShopOrder[];

  beforeAll(async () => {
    fleet = await startCrashingFleet(crashes, cancellations);
    ({ company, shop } = await openCompany(fleet));
    orders = (await shop.orders('state=received')).reverse();
  }, 120_000);
  afterAll(async () => {
    await fleet.stop();
    crashes.remove();
  }, 60_000);

  const visitor = (): Promise<Shopper> => Shopper.arrive(fleet.api, company.widget_key);
  const next = (): ShopOrder => orders.shift()!;
  const done = ({ action }: Entry): boolean => action?.state === 'done';

  /** Says one line after the other; each has to be answered as expected. */
  async function talk(shopper: Shopper, lines: readonly (readonly [string, RegExp])[]): Promise<void> {
    for (const [line, expected] of lines) {
      const { text } = await shopper.say(line);
      expect(`${line} → ${text}`).toMatch(expected);
    }
  }

  it('tells a customer where the order is, after asking who it is', async () => {
    const { number, email } = next();
    await talk(await visitor(), [
      ['Where is my order?', /number and the e-mail/],
      [`It is ${number}`, /Which e-mail address/],
      ['Thanks', /I still need the e-mail address/],
      [email, new RegExp(`We have received order ${number}[^]*TL`)],
    ]);
  });

  it('konuşur: sipariş durumunu Türkçe söyler, düzeltmeyi anlar', async () => {
    const { number, email } = next();
    await talk(await visitor(), [
      ['Siparişim nerede kaldı?', /numarasını ve sipariş verirken/],
      [`${email}`, /Sipariş numarası nedir/],
      ['NE-100001', /bir sipariş bulamadım/],
      [`pardon, ${number} olacak`, new RegExp(`${number} numaralı siparişinizi aldık`)],
    ]);
  });

  it('says the same of a wrong pair and of an unknown order, five times a session', async () => {
    const [one, other] = [next(), next()];
    const shopper = await visitor();
    const pairs = [`${one.number} ${other.email}`, `NE-100001 ${one.email}`, `NE-100002 ${one.email}`];
    const first = await shopper.say(`Where is my order ${pairs[0]}?`);
    const second = await shopper.say(`Where is my order ${pairs[1]}?`);
    expect(second.text).toBe(first.text);
    await shopper.say(`Where is my order ${pairs[2]}?`);
    await shopper.say(`Where is my order NE-100003 ${one.email}?`);
    await talk(shopper, [
      [`Where is my order NE-100004 ${one.email}?`, /may not try more often/],
      [`Where is my order ${one.number} ${one.email}?`, /may not try more often/],
    ]);
  });

  it('cancels an order after a yes, says done when the ledger says so, and does not ask twice who it is', async () => {
    const order = next();
    const shopper = await visitor();
    await talk(shopper, [
      [`Where is my order ${order.number}? My e-mail is ${order.email}`, /We have received order/],
      ['Please cancel my order', /Shall I cancel it/],
      ['ok', /Just to be sure/],
      ['yes', /I have passed on the cancellation/],
    ]);
    const outcome = (await shopper.outcome()).find(done);
    expect(outcome).toMatchObject({ author: { kind: 'system' }, text: expect.stringMatching(/^Done: order NE-/) });
    await talk(shopper, [['Where is my order?', new RegExp(`Order ${order.number} is cancelled`)]]);
  });

  it('keeps the order after a no', async () => {
    const { number, email } = next();
    await talk(await visitor(), [
      [`${number} numaralı siparişimi iptal etmek istiyorum, e-postam ${email}`, /İptal edeyim mi/],
      ['hayır', /olduğu gibi kalıyor/],
    ]);
    const { cancellations } = (await shop.orders()).find((order) => order.number === number)!;
    expect(cancellations).toEqual([]);
  });

  it('is still checking while the shop does not answer, and tells the outcome by itself', async () => {
    const { number, email } = next();
    const shopper = await visitor();
    await talk(shopper, [[`I want to cancel my order ${number}, my e-mail is ${email}`, /Shall I cancel it/]]);
    await shop.fault({ mode: 'down', on: 'all' });
    await talk(shopper, [
      ['yes', /I have passed on/],
      ['Has my order been cancelled?', /I am still checking/],
    ]);
    await shop.fault({ mode: 'none' });
    const history = await shopper.outcome();
    expect(history.some(done)).toBe(true);
  }, 30_000);

  it(`doubles, loses and invents none of ${cancellations} cancellations while services die in between`, async () => {
    const report = await runCancellations(fleet, { cancellations, customers: cancellations }, async (shop) => {
      for (const place of dangerous) crashes.arm(place);
      await shop.fault({ mode: 'timeout_after_success', count: 2 });
    });
    expect(report).toMatchObject({ cancellations, told: { done: cancellations }, findings: [] });
    expect(crashes.counts()).toEqual(Object.fromEntries(dangerous.map((place) => [place, 1])));
  }, 120_000);
});
