import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ChangeProfile,
  CreateStaff,
  ListStaff,
  LogInUser,
  ReadProfile,
  RegisterCustomer,
  newId,
  type SignedUp,
} from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { refusal } from '@parley/testing';
import { RunningAccounts, answered, atOnce, ownerPassword, refused, userDraft } from '../service.fixture.js';

describe('users (real: broker, Nest, SQLite, argon2)', () => {
  let accounts: RunningAccounts;
  let shop: SignedUp;
  let owner: (key?: string) => Promise<Call>;

  const ask: RunningAccounts['gateway']['fleet']['ask'] = (...request) => accounts.gateway.fleet.ask(...request);
  const staff = async (email: string, role: 'agent' | 'supervisor' | 'admin', key = newId()) =>
    ask(CreateStaff, { ...userDraft(email), role }, await owner(key));
  const register = (email: string, key = newId(), widget_key = shop.tenant.widget_key) =>
    ask(RegisterCustomer, { ...userDraft(email), widget_key }, accounts.call(key));
  const tokens = (email: string, door: object) =>
    ask(LogInUser, { email, password: userDraft(email).password, ...door }, accounts.call());

  beforeAll(async () => void (accounts = await RunningAccounts.start()));
  afterAll(() => accounts.stop());
  beforeEach(async () => {
    shop = await accounts.signUp();
    const entry = { tenant: shop.tenant.slug, email: 'owner@shop.example', password: ownerPassword };
    const { access_token } = await ask(LogInUser, entry, accounts.call());
    owner = (key) => accounts.as(access_token, key);
  });

  it('are made by administrators, and each sees a profile of their own', async () => {
    const admin = await staff('admin@shop.example', 'admin');
    const call = await accounts.as(
      (
        await tokens('ADMIN@Shop.Example', {
          tenant: shop.tenant.slug,
          password: userDraft('admin@shop.example').password,
        })
      ).access_token,
    );
    expect(await ask(ReadProfile, {}, call)).toEqual(admin);
    expect(await ask(ChangeProfile, { name: '  Ada  ' }, call)).toEqual({ ...admin, name: 'Ada' });
    expect((await ask(ReadProfile, {}, call)).name).toBe('Ada');
    expect((await ask(CreateStaff, { ...userDraft('agent@shop.example'), role: 'agent' }, call)).role).toBe('agent');
  });

  it('are made by nobody else', async () => {
    await staff('agent@shop.example', 'agent');
    await register('ada@mail.example');
    const agent = await tokens('agent@shop.example', { tenant: shop.tenant.slug });
    const customer = await tokens('ada@mail.example', { widget_key: shop.tenant.widget_key });
    const draft = { ...userDraft('new@shop.example'), role: 'admin' } as const;
    for (const { access_token } of [agent, customer]) {
      expect(await refusal(ask(CreateStaff, draft, await accounts.as(access_token)))).toBe('auth.forbidden');
      expect(await refusal(ask(ListStaff, { limit: 10 }, await accounts.as(access_token)))).toBe('auth.forbidden');
    }
    expect(await refusal(ask(CreateStaff, draft, accounts.call()))).toBe('auth.required');
    expect(await refusal(ask(CreateStaff, { ...draft, role: 'owner' as never }, await owner()))).toBe(
      'request.invalid',
    );
  });

  it('have an e-mail address that nobody else of the company has, in whatever case', async () => {
    await register('Ada@Mail.Example');
    expect(await refusal(register('ADA@mail.example'))).toBe('user.email_taken');
    expect(await refusal(staff('ada@mail.example', 'agent'))).toBe('user.email_taken');
    expect(await refusal(register('owner@shop.example'))).toBe('user.email_taken');
    const elsewhere = await accounts.signUp();
    expect((await register('ada@mail.example', newId(), elsewhere.tenant.widget_key)).role).toBe('customer');
  });

  it('keep dotted and dotless letters apart', async () => {
    await register('i\u0307@mail.example');
    expect(await refusal(register('\u0130@mail.example'))).toBe('answered');
    expect(
      (await tokens('\u0130@MAIL.example'.replace('MAIL', 'mail'), { widget_key: shop.tenant.widget_key })).user.email,
    ).toBe('\u0130@mail.example');
  });

  it('are made once however often one request is repeated at the same moment, over two processes', async () => {
    const other = await accounts.replica();
    const key = newId();
    const made = await atOnce(10, () => register('ada@mail.example', key));
    const hired = await atOnce(10, () => staff('bob@shop.example', 'agent', key));
    await other.stop();
    for (const outcomes of [made, hired]) {
      expect(refused(outcomes)).toEqual([]);
      expect(new Set(answered(outcomes).map(({ id }) => id)).size).toBe(1);
    }
    expect(await refusal(register('eve@mail.example', key))).toBe('idempotency.key_reused');
    expect(await refusal(staff('bob@shop.example', 'admin', key))).toBe('idempotency.key_reused');
  });

  it('of whom 20 want one e-mail address at the same moment are one, over two processes', async () => {
    const other = await accounts.replica();
    const outcomes = await atOnce(20, () => register('ada@mail.example'));
    await other.stop();
    expect(answered(outcomes)).toHaveLength(1);
    expect(refused(outcomes)).toEqual(['user.email_taken']);
  });

  it('of the staff are listed page by page, by e-mail, without customers and other companies', async () => {
    for (const email of ['c@shop.example', 'A@shop.example', 'b@shop.example', '\u00e7@shop.example'])
      await staff(email, 'agent');
    await register('customer@mail.example');
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ask(ListStaff, { limit: 2, ...(cursor ? { cursor } : {}) }, await owner());
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ email }) => email));
      if (cursor === undefined) await staff('a0@shop.example', 'agent');
      cursor = page.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual([
      'A@shop.example',
      'b@shop.example',
      'c@shop.example',
      'Owner@Shop.Example',
      '\u00e7@shop.example',
    ]);
    expect(await refusal(ask(ListStaff, { limit: 2, cursor: '!' }, await owner()))).toBe('request.invalid');
  });
});
