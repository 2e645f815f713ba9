import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Cancellation } from '../orders/order-book.js';
import type { Order } from '../orders/order.js';
import { type RunningShop, ShopServer } from './shop-server.js';

type Known = Order & { readonly cancellations: readonly Cancellation[] };

describe('the demo shop (real: HTTP, SQLite)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-shop-'));
  const config = { port: 0, host: '127.0.0.1', folder, apiKey: 'api', adminKey: 'admin', orders: 40 };
  const widget = { script: 'http://127.0.0.1:8080/widget.js', key: '"><script>' };
  let shop: RunningShop;
  let orders: Known[];

  beforeAll(async () => {
    shop = await new ShopServer({ ...config, cancelsTwice: false, widget }).start();
    orders = await received();
  });
  afterAll(async () => {
    await shop.stop();
    rmSync(folder, { recursive: true });
  });

  const ask = async (method: string, path: string, ask: { key?: string; body?: object; headers?: object } = {}) => {
    const response = await fetch(`${shop.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${ask.key ?? 'api'}`, ...ask.headers },
      ...(ask.body ? { body: JSON.stringify(ask.body) } : {}),
      signal: AbortSignal.timeout(500),
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const received = async (): Promise<Known[]> =>
    (await ask('GET', '/admin/orders?state=received&limit=40', { key: 'admin' })).body['items'] as Known[];
  const cancel = ({ number, email }: Known, key: string) =>
    ask('POST', `/api/orders/${number}/cancellation`, { body: { email }, headers: { 'idempotency-key': key } });
  const readBack = async ({ number }: Known) =>
    (await ask('GET', `/api/orders/${number}/cancellations`)).body['cancellations'] as Cancellation[];

  it('shows an order to whoever knows its number and its e-mail, and says the same to everybody else', async () => {
    const { number, email } = orders[0]!;
    const found = await ask('POST', '/api/orders/lookup', {
      body: { number: number.slice(3), email: email.toUpperCase() },
    });
    expect(found.body).toMatchObject({ order: { number, state: 'received', cancellable: true } });
    expect(JSON.stringify(found.body)).not.toContain(email);
    const wrongPair = await ask('POST', '/api/orders/lookup', { body: { number, email: orders[1]!.email } });
    const unknown = await ask('POST', '/api/orders/lookup', { body: { number: 'NE-000000', email } });
    expect(wrongPair).toEqual({ status: 404, body: { error: 'not_found' } });
    expect(unknown).toEqual(wrongPair);
  });

  it('lets nobody in without the key, and shows its switches to nobody without theirs', async () => {
    expect((await ask('POST', '/api/orders/lookup', { key: 'admin', body: {} })).status).toBe(401);
    expect((await ask('GET', '/admin/orders', { key: 'api' })).status).toBe(401);
  });

  it('cancels once a key, and tells a repeat what it told the first', async () => {
    const first = await cancel(orders[1]!, 'key-1');
    expect(first).toMatchObject({ status: 200, body: { cancellation: { refunded: orders[1]!.total } } });
    expect(await cancel(orders[1]!, 'key-1')).toEqual(first);
    expect(await cancel(orders[1]!, 'key-2')).toEqual({
      status: 409,
      body: { error: 'too_late', state: 'cancelled' },
    });
    expect((await cancel(orders[2]!, 'key-1')).status).toBe(422);
    expect(await readBack(orders[1]!)).toHaveLength(1);
  });

  it('takes a cancellation back', async () => {
    await cancel(orders[3]!, 'key-3');
    expect((await ask('DELETE', '/api/cancellations/key-3')).status).toBe(200);
    expect(await readBack(orders[3]!)).toEqual([]);
    expect((await cancel(orders[3]!, 'key-3')).status).toBe(200);
  });

  it('does what was asked and never says so, when it is told to time out after success', async () => {
    await ask('PUT', '/admin/fault', { key: 'admin', body: { mode: 'timeout_after_success', count: 1 } });
    await expect(cancel(orders[4]!, 'key-4')).rejects.toThrow();
    expect(await readBack(orders[4]!)).toHaveLength(1);
    expect((await cancel(orders[4]!, 'key-4')).status).toBe(200);
  });

  it.each(['error', 'down'])('has done nothing after the fault "%s"', async (mode) => {
    const place = mode === 'error' ? 5 : 6;
    await ask('PUT', '/admin/fault', { key: 'admin', body: { mode, count: 1 } });
    const said = await cancel(orders[place]!, `key-${mode}`).catch(() => ({ status: 0 }));
    expect(said.status).toBe(mode === 'error' ? 500 : 0);
    expect(await readBack(orders[place]!)).toEqual([]);
  });

  it('keeps its orders over a restart', async () => {
    const before = await received();
    await shop.stop();
    shop = await new ShopServer({ ...config, cancelsTwice: false, widget }).start();
    expect(await received()).toEqual(before);
  });

  it.each(['tr', 'en'])('has a page in "%s" that carries the chat box', async (language) => {
    const response = await fetch(shop.url, { headers: { 'accept-language': language } });
    const html = await response.text();
    expect(html).toContain(`<html lang="${language}">`);
    expect(html).toContain('<script src="http://127.0.0.1:8080/widget.js" data-widget-key="&quot;>&lt;script>"');
    expect(response.headers.get('content-security-policy')).toContain(
      "script-src 'self' http://127.0.0.1:8080; connect-src 'self' http://127.0.0.1:8080 ws://127.0.0.1:8080",
    );
  });
});
