import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  AdmitVisitor,
  LogInUser,
  ReadConfig,
  ReadProfile,
  RegisterCustomer,
  ReplaceConfig,
  newId,
  type SignedUp,
} from '@parley/contracts';
import { serviceCall } from '@parley/messaging';
import { refusal } from '@parley/testing';
import { RunningAccounts, answered, atOnce, ownerPassword, refused, userDraft } from '../service.fixture.js';

const day = 24 * 3600 * 1000;

describe('visitors and the settings of a company (real: broker, Nest, SQLite)', () => {
  let accounts: RunningAccounts;
  let shop: SignedUp;
  let ownerToken: string;

  const ask: RunningAccounts['gateway']['fleet']['ask'] = (...request) => accounts.gateway.fleet.ask(...request);
  const admit = (change: object = {}, key = newId()) =>
    ask(AdmitVisitor, { widget_key: shop.tenant.widget_key, ...change }, accounts.call(key));
  const owner = () => accounts.as(ownerToken);

  beforeAll(async () => {
    accounts = await RunningAccounts.start();
    shop = await accounts.signUp('shop');
    const entry = { tenant: 'shop', email: 'owner@shop.example', password: ownerPassword };
    ownerToken = (await ask(LogInUser, entry, accounts.call())).access_token;
  });
  afterAll(() => accounts.stop());

  it('are let in for 30 days with a token of their own', async () => {
    const visitor = await admit();
    expect(Date.parse(visitor.expires_at) - Date.now()).toBeGreaterThan(30 * day - 60_000);
    const call = await accounts.as(visitor.visitor_token);
    const principal = { kind: 'user', tenant: shop.tenant.id, id: visitor.visitor_id, role: 'customer', visitor: true };
    expect(call.principal).toEqual(principal);
    const claims = JSON.parse(Buffer.from(visitor.visitor_token.split('.')[1]!, 'base64url').toString());
    expect(claims).toMatchObject({ iss: 'parley', aud: 'parley', typ: 'visitor', visitor: true, role: 'customer' });
    expect(await refusal(ask(ReadProfile, {}, call))).toBe('user.not_found');
    expect((await admit()).visitor_id).not.toBe(visitor.visitor_id);
  });

  it('are one visitor however often one request is repeated', async () => {
    const key = newId();
    const replica = await accounts.replica();
    const admitted = await atOnce(20, () => admit({}, key));
    await replica.stop();
    expect(refused(admitted)).toEqual([]);
    expect(new Set(answered(admitted).map((each) => JSON.stringify(each))).size).toBe(1);
    expect(await refusal(admit({ origin: 'https://shop.example' }, key))).toBe('idempotency.key_reused');
  });

  it('come from the pages that the company allows', async () => {
    const config = await ask(ReadConfig, {}, await owner());
    const wanted = { ...config, allowed_origins: ['https://Shop.Example/'] };
    expect((await ask(ReplaceConfig, wanted, await owner())).allowed_origins).toEqual(['https://shop.example']);
    expect(await refusal(admit({ origin: 'https://shop.example' }))).toBe('answered');
    expect(await refusal(admit())).toBe('answered');
    const wrong = { widget_key: shop.tenant.widget_key, origin: 'https://evil.example' };
    expect(await refusal(admit(wrong))).toBe('auth.origin_refused');
    const customer = { ...userDraft('ada@mail.example'), ...wrong };
    expect(await refusal(ask(RegisterCustomer, customer, accounts.call(newId())))).toBe('auth.origin_refused');
    const { name: _, ...credentials } = customer;
    expect(await refusal(ask(LogInUser, credentials, accounts.call()))).toBe('auth.origin_refused');
    expect(await refusal(admit({ widget_key: 'wk_unknown' }))).toBe('auth.widget_key_unknown');
  });

  it('meet the settings of who changed them first', async () => {
    const config = await ask(ReadConfig, {}, await owner());
    const replica = await accounts.replica();
    const call = await owner();
    const replace = (minute: number) =>
      ask(ReplaceConfig, { ...config, rate_per_user: { ...config.rate_per_user, minute } }, call);
    const outcomes = await atOnce(10, (n) => replace(n + 1));
    await replica.stop();
    const won = answered(outcomes);
    expect(won).toHaveLength(1);
    expect(refused(outcomes)).toEqual(['config.version_stale']);
    const seen = await ask(
      ReadConfig,
      {},
      serviceCall({ tenant: shop.tenant.id, service: 'gateway', cause: 'limits' }),
    );
    expect(seen).toEqual({ ...won[0], revision: config.revision + 1 });
  });

  it('change no settings, and a company that is none has none', async () => {
    const visitor = await accounts.as((await admit()).visitor_token);
    const config = await ask(ReadConfig, {}, visitor);
    expect(await refusal(ask(ReplaceConfig, config, visitor))).toBe('auth.forbidden');
    const nowhere = serviceCall({ tenant: newId(), service: 'gateway', cause: 'limits' });
    expect(await refusal(ask(ReadConfig, {}, nowhere))).toBe('tenant.not_found');
  });
});
