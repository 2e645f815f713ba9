import { describe, expect, it } from '@jest/globals';
import { states } from './order.js';
import { productOf } from './products.js';
import { seedOrders } from './seed.js';

const today = new Date('2026-11-20T12:00:00Z');
const orders = seedOrders(200, today);

describe('the orders of the first start', () => {
  it('are the same ones every time', () => {
    expect(seedOrders(200, today)).toEqual(orders);
  });

  it('have numbers as the help centre writes them, each once', () => {
    for (const { number } of orders) expect(number).toMatch(/^NE-\d{6}$/);
    expect(new Set(orders.map(({ number }) => number)).size).toBe(200);
  });

  it('are in every state but cancelled, and many of them can still be cancelled', () => {
    expect(new Set(orders.map(({ state }) => state))).toEqual(new Set(states.filter((each) => each !== 'cancelled')));
    expect(orders.filter(({ state }) => state === 'received').length).toBeGreaterThan(90);
  });

  it('cost what their lines cost, with delivery', () => {
    for (const { lines, total } of orders) {
      const goods = lines.reduce((sum, { product, quantity }) => sum + productOf(product).price * quantity, 0);
      expect([0, 7990, 49_000]).toContain(total - goods);
    }
  });
});
