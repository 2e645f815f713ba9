import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateTenant, LogInUser, ReadTenant, newId } from '@parley/contracts';
import { refusal } from '@parley/testing';
import { RunningAccounts, answered, atOnce, ownerPassword, refused, tenantDraft } from '../service.fixture.js';

describe('sign-up (real: broker, Nest, SQLite, argon2)', () => {
  let accounts: RunningAccounts;
  const logIn = (tenant: string, password = ownerPassword) =>
    accounts.gateway.fleet.ask(LogInUser, { tenant, email: 'owner@shop.example', password }, accounts.call());

  beforeAll(async () => void (accounts = await RunningAccounts.start()));
  afterAll(() => accounts.stop());

  it('makes a company and an owner who can sign in', async () => {
    const { tenant, owner } = await accounts.signUp('narli-ev');
    expect(tenant).toMatchObject({ name: 'Narlı Ev', slug: 'narli-ev', language: 'en' });
    expect(tenant.widget_key).toMatch(/^wk_[\w-]{24}$/);
    expect(owner).toMatchObject({ role: 'owner', email: 'Owner@Shop.Example', name: 'Işıl Öz' });
    const { user, access_token } = await logIn('narli-ev');
    expect(user).toEqual(owner);
    expect((await accounts.as(access_token)).principal).toEqual({
      kind: 'user',
      tenant: tenant.id,
      id: owner.id,
      role: 'owner',
      visitor: false,
    });
    const read = async () => accounts.gateway.fleet.ask(ReadTenant, {}, await accounts.as(access_token));
    expect(await read()).toEqual(tenant);
  });

  it('lets one of 50 have a short name, over two processes on one store', async () => {
    const other = await accounts.replica();
    const outcomes = await atOnce(50, () => accounts.signUp('wanted'));
    await other.stop();
    expect(answered(outcomes)).toHaveLength(1);
    expect(refused(outcomes)).toEqual(['tenant.slug_taken']);
    expect((await logIn('wanted')).user).toEqual(answered(outcomes)[0]!.owner);
  });

  it('answers 20 racing repeats of one request with one company, over two processes', async () => {
    const other = await accounts.replica();
    const key = newId();
    const outcomes = await atOnce(20, () => accounts.signUp('repeated', accounts.call(key)));
    await other.stop();
    expect(refused(outcomes)).toEqual([]);
    const again = await accounts.signUp('repeated', accounts.call(key));
    for (const made of answered(outcomes)) expect(made).toEqual(again);
  });

  it('refuses the key with another body or another password', async () => {
    const key = newId();
    await accounts.signUp('once', accounts.call(key));
    const again = (change: object) =>
      refusal(accounts.gateway.fleet.ask(CreateTenant, { ...tenantDraft('once'), ...change }, accounts.call(key)));
    expect(await again({ slug: 'twice' })).toBe('idempotency.key_reused');
    expect(await again({ name: 'Another' })).toBe('idempotency.key_reused');
    expect(await again({ owner_password: 'another password' })).toBe('idempotency.key_reused');
    expect(await again({})).toBe('answered');
    expect(await refusal(logIn('twice'))).toBe('auth.credentials_wrong');
  });

  it('forgets the key after 7 days', async () => {
    const key = newId();
    const first = await accounts.signUp('monday', accounts.call(key));
    accounts.letPass(7 * 24 * 3600 * 1000);
    expect(await refusal(accounts.signUp('monday', accounts.call(key)))).toBe('tenant.slug_taken');
    const second = await accounts.signUp('tuesday', accounts.call(key));
    expect(second.tenant.id).not.toBe(first.tenant.id);
    expect(await accounts.signUp('tuesday', accounts.call(key))).toEqual(second);
  });

  it.each([
    ['a short name with capitals', { slug: 'Shop' }],
    ['a short name that ends in a dash', { slug: 'shop-' }],
    ['a name that nobody sees', { name: ' \u3000 ' }],
    ['a short password', { owner_password: '123456789' }],
    ['no e-mail', { owner_email: 'owner' }],
  ])('refuses %s', async (_, change) => {
    const asked = accounts.gateway.fleet.ask(CreateTenant, { ...tenantDraft(newId()), ...change }, accounts.call());
    expect(await refusal(asked)).toBe('request.invalid');
  });
});
