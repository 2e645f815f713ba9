import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { ShopConfig } from '../config.js';
import { type Fault, Faults, faultModes, type Reply as Faulty } from '../faults/faults.js';
import { OrderBook } from '../orders/order-book.js';
import { ShopPage } from '../page/shop-page.js';
import { admit } from './keys.js';
import { OrdersApi } from './orders-api.js';
import { Refusal, type Reply, bodyOf, sendJson } from './reply.js';

export interface RunningShop {
  readonly url: string;
  stop(): Promise<void>;
}

/** The shop: its page, the orders API, and the switches of its faults. */
export class ShopServer {
  private readonly book: OrderBook;
  private readonly faults = new Faults();
  private readonly api: OrdersApi;
  private readonly page: ShopPage;
  private readonly server: Server;

  constructor(private readonly config: ShopConfig) {
    this.book = new OrderBook(config.folder, config.orders, config.cancelsTwice);
    this.api = new OrdersApi(this.book, this.faults);
    this.page = new ShopPage(config.widget);
    this.server = createServer((request, response) => void this.serve(request, response));
  }

  async start(): Promise<RunningShop> {
    const { port, host } = this.config;
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, resolve);
    });
    const address = this.server.address();
    const used = typeof address === 'object' && address ? address.port : port;
    return { url: `http://${host}:${used}`, stop: () => this.stop() };
  }

  private async stop(): Promise<void> {
    this.server.closeIdleConnections();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    setTimeout(() => this.server.closeAllConnections(), 1000).unref();
    await closed;
    this.book.close();
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const url = new URL(request.url ?? '/', 'http://shop');
      if (url.pathname === '/health') return sendJson(response, { status: 200, body: { status: 'up' } });
      if (url.pathname.startsWith('/api/')) return settle(response, await this.answerApi(request, url.pathname));
      if (url.pathname.startsWith('/admin/')) return sendJson(response, await this.answerAdmin(request, url));
      this.page.serve(request, response, url);
    } catch (error) {
      if (!(error instanceof Refusal)) process.stderr.write(`${String((error as Error).stack)}\n`);
      const { status, code, details } = error instanceof Refusal ? error : new Refusal(500, 'internal');
      if (!response.headersSent) sendJson(response, { status, body: { error: code, ...details } });
    }
  }

  private answerApi(request: IncomingMessage, path: string): Promise<Faulty<Reply>> {
    admit(request, this.config.apiKey);
    const [, , what = '', which = '', detail = ''] = path.split('/').map(decoded);
    switch (`${request.method} ${what}/${detail}`) {
      case 'POST orders/':
        if (which === 'lookup') return this.api.lookUp(request);
        break;
      case 'POST orders/cancellation':
        return this.api.cancel(request, which);
      case 'GET orders/cancellations':
        return this.api.readBack(which);
      case 'DELETE cancellations/':
        return this.api.undo(which);
      default:
    }
    throw new Refusal(404, 'no_such_route');
  }

  /** `PUT /admin/fault` `{mode, ms?, count?, on?}` and `GET /admin/orders?state=…&limit=…`, with the admin key. */
  private async answerAdmin(request: IncomingMessage, url: URL): Promise<Reply> {
    if (!this.config.adminKey) throw new Refusal(404, 'no_such_route');
    admit(request, this.config.adminKey);
    if (request.method === 'PUT' && url.pathname === '/admin/fault') {
      const fault = (await bodyOf(request)) as unknown as Fault;
      if (!faultModes.includes(fault.mode)) throw new Refusal(400, 'invalid', { field: 'mode' });
      this.faults.set(fault);
      return { status: 200, body: fault };
    }
    if (request.method === 'GET' && url.pathname === '/admin/orders') {
      const limit = Math.min(Number(url.searchParams.get('limit') ?? 20), 2000);
      const orders = this.book.list(url.searchParams.get('state') ?? undefined, limit);
      const items = orders.map((order) => ({ ...order, cancellations: this.book.cancellations(order.number) }));
      return { status: 200, body: { items } };
    }
    throw new Refusal(404, 'no_such_route');
  }
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Refusal(400, 'not_utf8');
  }
}

/** Sends what a fault left of the reply; `hold` never ends. */
function settle(response: ServerResponse, reply: Faulty<Reply>): void {
  switch (reply.kind) {
    case 'reply':
      return sendJson(response, reply.value);
    case 'error':
      return sendJson(response, { status: 500, body: { error: 'internal' } });
    case 'drop':
      response.destroy();
      return;
    case 'hold':
  }
}
