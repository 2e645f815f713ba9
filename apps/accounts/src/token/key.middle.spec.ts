import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AdmitVisitor, ListKeys, LogInUser, RefreshTokens, newId, type SignedUp } from '@parley/contracts';
import { decodeProtectedHeader, importJWK, jwtVerify, type JWK } from 'jose';
import { refusal } from '@parley/testing';
import { RunningAccounts, ownerPassword } from '../service.fixture.js';
import { Upkeep } from '../upkeep/upkeep.js';
import { Visitors } from '../visitor/visitor.store.js';

const day = 24 * 3600 * 1000;

describe('signing keys and upkeep (real: broker, Nest, SQLite)', () => {
  let accounts: RunningAccounts;
  let shop: SignedUp;

  const ask: RunningAccounts['gateway']['fleet']['ask'] = (...request) => accounts.gateway.fleet.ask(...request);
  const listed = async () => (await ask(ListKeys, {}, accounts.call())).jwks.keys as (JWK & { kid: string })[];
  const admit = (key = newId()) => ask(AdmitVisitor, { widget_key: shop.tenant.widget_key }, accounts.call(key));
  const upkeep = () => accounts.service.app.get(Upkeep).round();

  beforeAll(async () => {
    accounts = await RunningAccounts.start();
    shop = await accounts.signUp('shop');
  });
  afterAll(() => accounts.stop());

  it('are listed without their private half', async () => {
    const keys = await listed();
    expect(keys).toHaveLength(1);
    expect(Object.keys(keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x']);
  });

  it('check tokens by themselves', async () => {
    const { visitor_token } = await admit();
    const [key] = await listed();
    expect(decodeProtectedHeader(visitor_token)).toEqual({ alg: 'EdDSA', kid: key!.kid, typ: 'JWT' });
    const { payload } = await jwtVerify(visitor_token, await importJWK(key!, 'EdDSA'), { issuer: 'parley' });
    expect(payload['tenant']).toBe(shop.tenant.id);
  });

  it('outlive the process: a second one signs with the same', async () => {
    const before = await listed();
    const replica = await accounts.replica();
    const keys = await Promise.all(Array.from({ length: 10 }, listed));
    await replica.stop();
    for (const each of keys) expect(each).toEqual(before);
  });

  it('are succeeded after 90 days; tokens of the old one stay good, expired log-ins and visitors are gone', async () => {
    const [first] = await listed();
    const admission = newId();
    const before = await admit(admission);
    const entry = { tenant: 'shop', email: 'owner@shop.example', password: ownerPassword };
    const { refresh_token } = await ask(LogInUser, entry, accounts.call());
    accounts.letPass(90 * day);
    await upkeep();
    expect((await listed()).map(({ kid }) => kid).slice(1)).toEqual([first!.kid]);
    expect(decodeProtectedHeader((await admit()).visitor_token).kid).toBe(first!.kid);
    accounts.letPass(2 * 3600 * 1000);
    await upkeep();
    const [second] = await listed();
    expect(decodeProtectedHeader((await admit()).visitor_token).kid).toBe(second!.kid);
    await jwtVerify(before.visitor_token, await importJWK(first!, 'EdDSA'));
    expect((await listed()).map(({ kid }) => kid)).toContain(first!.kid);
    expect(await refusal(ask(RefreshTokens, { refresh_token }, accounts.call()))).toBe('auth.token_invalid');
    expect((await admit(admission)).visitor_id).not.toBe(before.visitor_id);
  });

  it('go by the round with all that is expired by then, however many came', async () => {
    const visitors = accounts.service.app.get(Visitors);
    const [admitted_at, expires_at] = ['2020-01-01T00:00:00.000Z', '2020-01-31T00:00:00.000Z'];
    const one = () => ({ id: newId(), tenant: shop.tenant.id, admitted_at, expires_at });
    await Promise.all(Array.from({ length: 2500 }, () => visitors.insert(shop.tenant.id, one())));
    await upkeep();
    expect(await visitors.deleteExpired(new Date().toISOString(), 1)).toBe(0);
  });

  it('and every other secret are not in the store in clear', async () => {
    const entry = { tenant: 'shop', email: 'owner@shop.example', password: ownerPassword };
    const { refresh_token, access_token } = await ask(LogInUser, entry, accounts.call());
    const { visitor_token } = await admit();
    const files = ['accounts.sqlite', 'accounts.sqlite-wal'].map((file) =>
      readFileSync(join(accounts.service.state, file)),
    );
    const text = Buffer.concat(files).toString('latin1');
    expect(text).toContain(shop.owner.email);
    for (const secret of [ownerPassword, refresh_token.split('.')[3]!, access_token, visitor_token])
      expect(text.includes(secret)).toBe(false);
  });
});
