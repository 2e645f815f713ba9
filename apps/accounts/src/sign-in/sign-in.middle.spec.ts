import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  LogInUser,
  LogOutUser,
  RefreshTokens,
  RegisterCustomer,
  newId,
  type SignedUp,
  type Tokens,
} from '@parley/contracts';
import { TokenVerifier } from '@parley/messaging';
import { refusal } from '@parley/testing';
import { RunningAccounts, answered, atOnce, ownerPassword, refused, userDraft } from '../service.fixture.js';

const day = 24 * 3600 * 1000;
const email = 'ada@mail.example';
const { password } = userDraft(email);

describe('log-in, refresh and log-out (real: broker, Nest, SQLite, argon2)', () => {
  let accounts: RunningAccounts;
  let shop: SignedUp;
  let other: SignedUp;
  let izmir: SignedUp;

  const ask: RunningAccounts['gateway']['fleet']['ask'] = (...request) => accounts.gateway.fleet.ask(...request);
  const logIn = (change: object = {}) =>
    ask(LogInUser, { widget_key: shop.tenant.widget_key, email, password, ...change }, accounts.call());
  const refresh = ({ refresh_token }: Pick<Tokens, 'refresh_token'>) =>
    ask(RefreshTokens, { refresh_token }, accounts.call());

  beforeAll(async () => {
    accounts = await RunningAccounts.start();
    [shop, other, izmir] = await Promise.all([
      accounts.signUp('shop'),
      accounts.signUp('other'),
      accounts.signUp('shop-izmir'),
    ]);
    await ask(RegisterCustomer, { ...userDraft(email), widget_key: shop.tenant.widget_key }, accounts.call(newId()));
  });
  afterAll(() => accounts.stop());

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown e-mail', { email: 'nobody@mail.example' }],
    ['a customer by the way of the staff', { widget_key: undefined, tenant: 'shop' }],
    ['staff by the way of customers', { email: 'owner@shop.example', password: ownerPassword }],
    ['an unknown company', { widget_key: undefined, tenant: 'nowhere', email: 'owner@shop.example' }],
  ])('says the same of %s', async (_, change) => {
    expect(await refusal(logIn(change))).toBe('auth.credentials_wrong');
  });

  it.each(['SHOP-İZMİR', ' Shop-izmir ', 'SHOP-IZMIR', 'shop-ızmir'])(
    'finds a company by its name as %j',
    async (tenant) => {
      const { owner } = izmir;
      const asked = { widget_key: undefined, tenant, email: owner.email, password: ownerPassword };
      expect((await logIn(asked)).user.id).toBe(owner.id);
    },
  );

  it('knows the customers of one company only, and wants one way in', async () => {
    expect(await refusal(logIn({ widget_key: other.tenant.widget_key }))).toBe('auth.credentials_wrong');
    expect(await refusal(logIn({ widget_key: 'wk_unknown' }))).toBe('auth.widget_key_unknown');
    expect(await refusal(logIn({ widget_key: undefined }))).toBe('request.invalid');
    expect(await refusal(logIn({ tenant: 'shop' }))).toBe('request.invalid');
  });

  it('gives an access token for ten minutes and a refresh token that opens nothing', async () => {
    const { access_token, refresh_token, expires_in, user } = await logIn();
    expect(expires_in).toBe(600);
    const { iat, exp, ...claims } = JSON.parse(Buffer.from(access_token.split('.')[1]!, 'base64url').toString());
    expect(claims).toEqual({
      iss: 'parley',
      aud: 'parley',
      typ: 'access',
      sub: user.id,
      tenant: shop.tenant.id,
      role: 'customer',
    });
    expect(exp - iat).toBe(600);
    const verifier = accounts.service.app.get(TokenVerifier);
    expect(await refusal(Promise.resolve(verifier.verify(refresh_token)))).toBe('auth.token_invalid');
    expect(await refusal(refresh({ refresh_token: access_token }))).toBe('auth.token_invalid');
  });

  it('rotates, and ends the whole family when a former token comes back', async () => {
    const first = await logIn();
    const second = await refresh(first);
    const third = await refresh(second);
    expect(new Set([first, second, third].map(({ refresh_token }) => refresh_token)).size).toBe(3);
    expect(third.user).toEqual(first.user);
    const apart = await logIn();
    expect(await refusal(refresh(first))).toBe('auth.refresh_reused');
    expect(await refusal(refresh(third))).toBe('auth.refresh_reused');
    expect(await refusal(refresh(apart))).toBe('answered');
  });

  it('lets one of 20 refreshes of a token through, over two processes; the others were a reuse', async () => {
    const first = await logIn();
    const replica = await accounts.replica();
    const outcomes = await atOnce(20, () => refresh(first));
    await replica.stop();
    expect(answered(outcomes)).toHaveLength(1);
    expect(refused(outcomes)).toEqual(['auth.refresh_reused']);
    expect(await refusal(refresh(answered(outcomes)[0]!))).toBe('auth.refresh_reused');
  });

  it('is not ended by a token that only looks like one of its own', async () => {
    const first = await logIn();
    const [kind, tenant, log_in, secret] = first.refresh_token.split('.');
    const forged = [kind, tenant, newId(), secret].join('.');
    const elsewhere = [kind, other.tenant.id, log_in, secret].join('.');
    for (const refresh_token of [forged, elsewhere, 'x', 'prt...'])
      expect(await refusal(refresh({ refresh_token }))).toBe('auth.token_invalid');
    expect(await refusal(refresh(first))).toBe('answered');
  });

  it('ends with a log-out by any token of the family, as often as it is asked', async () => {
    const first = await logIn();
    const second = await refresh(first);
    const logOut = ({ refresh_token }: Tokens) => ask(LogOutUser, { refresh_token }, accounts.call());
    expect(await logOut(first)).toEqual({ logged_out: true });
    expect(await logOut(second)).toEqual({ logged_out: true });
    expect(await refusal(refresh(second))).toBe('auth.token_invalid');
    expect(await ask(LogOutUser, { refresh_token: 'never seen' }, accounts.call())).toEqual({ logged_out: true });
  });

  it('lasts 30 days from the last refresh', async () => {
    const first = await logIn();
    accounts.letPass(29 * day);
    const second = await refresh(first);
    accounts.letPass(29 * day);
    const third = await refresh(second);
    accounts.letPass(30 * day);
    expect(await refusal(refresh(third))).toBe('auth.token_expired');
  });
});
