import type { RunningFleet } from '@parley/testing';
import type { ShopOrder } from './record.js';

/** The demo shop beside a fleet, by its admin routes. */
export class Shop {
  constructor(private readonly shop: NonNullable<RunningFleet['plan']['demoShop']>) {}

  get url(): string {
    return this.shop.url;
  }

  get key(): string {
    return this.shop.keys.api;
  }

  async orders(query = 'limit=2000'): Promise<ShopOrder[]> {
    return (await this.ask<{ items: ShopOrder[] }>('GET', `orders?${query}`)).items;
  }

  /** False where the shop is away just now. */
  async fault(fault: { mode: string; count?: number; ms?: number; on?: 'all' | 'cancellation' }): Promise<boolean> {
    return this.ask('PUT', 'fault', fault).then(
      () => true,
      () => false,
    );
  }

  private async ask<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/admin/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.shop.keys.admin}` },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`the shop answers ${response.status}`);
    return (await response.json()) as T;
  }
}
