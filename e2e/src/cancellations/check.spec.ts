import { describe, expect, it } from '@jest/globals';
import type { Entry } from '@parley/contracts';
import { checkCancellation } from './check.js';
import type { Attempt, ShopOrder } from './record.js';

const order = (...at: string[]): ShopOrder => ({
  number: 'NE-1',
  email: 'a@b.example',
  state: at.length > 0 ? 'cancelled' : 'received',
  cancellations: at.map((each) => ({ at: each, refunded: 1 })),
});
const told = (state: string, at = '2026-01-01T00:00:02Z') => ({ kind: 'action', at, action: { state } }) as Entry;
const attempt = (history: Entry[], confirmed = true): Attempt => ({
  session_id: 's',
  order_number: 'NE-1',
  confirmed,
  history,
});
const early = '2026-01-01T00:00:01Z';
const kinds = (one: Attempt, shop: ShopOrder) => checkCancellation(one, shop).map(({ kind }) => kind);

describe('the checker of cancellations', () => {
  it.each<[string, Attempt, ShopOrder]>([
    ['done and told', attempt([told('checking'), told('done')]), order(early)],
    ['refused and told', attempt([told('refused')]), order()],
    ['never confirmed', attempt([], false), order()],
  ])('has nothing against a cancellation that is %s', (_, one, shop) => {
    expect(kinds(one, shop)).toEqual([]);
  });

  it.each<[string, Attempt, ShopOrder]>([
    ['doubled', attempt([told('done')]), order(early, early)],
    ['doubled', attempt([told('done'), told('done')]), order(early)],
    ['doubled', attempt([told('checking'), told('checking'), told('done')]), order(early)],
    ['lost', attempt([told('checking')]), order(early)],
    ['false_done', attempt([told('done')]), order()],
    ['false_done', attempt([told('done')]), order('2026-01-01T00:00:03Z')],
    ['false_refusal', attempt([told('refused')]), order(early)],
    ['unconfirmed', attempt([], false), order(early)],
  ])('finds what is %s', (kind, one, shop) => {
    expect(kinds(one, shop)).toContain(kind);
  });
});
