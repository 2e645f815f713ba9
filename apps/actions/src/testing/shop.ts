import { type Fault, type RunningShop, ShopServer } from '@parley/demo-shop';
import { tempFolder } from '@parley/testing';

export interface ShopOrder {
  readonly number: string;
  readonly email: string;
  readonly total: number;
  readonly state: string;
  readonly cancellations: readonly { readonly refunded: number | null }[];
}

/** The demo shop in this process; only the idempotency key keeps it from cancelling twice. */
export class TestShop {
  private constructor(
    private shop: RunningShop,
    private readonly folder: ReturnType<typeof tempFolder>,
  ) {}

  static async start(): Promise<TestShop> {
    const folder = tempFolder('shop');
    return new TestShop(await serve(folder.path, 0), folder);
  }

  get url(): string {
    return this.shop.url;
  }

  async orders(state: string): Promise<ShopOrder[]> {
    return (await this.admin<{ items: ShopOrder[] }>('GET', `orders?state=${state}&limit=200`)).items;
  }

  async order(number: string): Promise<ShopOrder> {
    const { items } = await this.admin<{ items: ShopOrder[] }>('GET', 'orders?limit=200');
    return items.find((order) => order.number === number)!;
  }

  async fault(fault: Fault): Promise<void> {
    await this.admin('PUT', 'fault', fault);
  }

  async away(): Promise<() => Promise<void>> {
    const { port } = new URL(this.url);
    await this.shop.stop();
    return async () => {
      this.shop = await serve(this.folder.path, Number(port));
    };
  }

  async stop(): Promise<void> {
    await this.shop.stop();
    this.folder.remove();
  }

  private async admin<T>(method: string, path: string, body?: object): Promise<T> {
    const init = {
      method,
      headers: { authorization: 'Bearer admin' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    };
    return (await (await fetch(`${this.url}/admin/${path}`, init)).json()) as T;
  }
}

const serve = (folder: string, port: number): Promise<RunningShop> =>
  new ShopServer({
    port,
    host: '127.0.0.1',
    folder,
    apiKey: 'api',
    adminKey: 'admin',
    orders: 60,
    cancelsTwice: true,
    widget: undefined,
  }).start();
