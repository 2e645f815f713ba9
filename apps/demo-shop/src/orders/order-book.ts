import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Language, type Order, type OrderState, type OrderView, isCancellable } from './order.js';
import { productOf } from './products.js';
import { seedOrders } from './seed.js';

/** One cancellation that took effect. */
export interface Cancellation {
  readonly id: string;
  readonly order_number: string;
  readonly idempotency_key: string;
  readonly at: string;
  /** Paid back, in kuruş; null where the payment failed to start. */
  readonly refunded: number | null;
}

export type CancelOutcome =
  | { readonly kind: 'cancelled'; readonly cancellation: Cancellation }
  | { readonly kind: 'not_found' }
  | { readonly kind: 'too_late'; readonly state: OrderState }
  /** The key came with another order before. */
  | { readonly kind: 'key_reused' };

const schema = `
  CREATE TABLE IF NOT EXISTS orders (number TEXT PRIMARY KEY, email TEXT NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS cancellations (
    id TEXT PRIMARY KEY, order_number TEXT NOT NULL, idempotency_key TEXT NOT NULL UNIQUE, at TEXT NOT NULL,
    refunded INTEGER, undone_at TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS cancellations_by_order ON cancellations (order_number);
`;

const sameEmail = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

/** The shop's orders in one SQLite file; what it says is done is on disk. */
export class OrderBook {
  private readonly db: DatabaseSync;

  /** `cancelsTwice`: cancels and pays back again what is cancelled already; only the key keeps it from that. For tests. */
  constructor(
    folder: string,
    orders: number,
    private readonly cancelsTwice = false,
  ) {
    mkdirSync(folder, { recursive: true });
    this.db = new DatabaseSync(join(folder, 'shop.sqlite'));
    this.db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 2000;');
    this.db.exec(schema);
    this.seed(orders);
  }

  /** The order, for whoever knows both its number and its e-mail address. */
  find(number: string, email: string): Order | undefined {
    const order = this.get(number);
    return order && sameEmail(order.email, email) ? order : undefined;
  }

  list(state: string | undefined, limit: number): Order[] {
    const [where, values] = state ? ['WHERE state = ?', [state]] : ['', []];
    const rows = this.db.prepare(`SELECT body, state FROM orders ${where} ORDER BY number LIMIT ?`);
    return rows.all(...values, limit).map((row) => orderOf(row));
  }

  cancellations(number: string): Cancellation[] {
    const rows = this.db.prepare(
      'SELECT id, order_number, idempotency_key, at, refunded FROM cancellations WHERE order_number = ? AND undone_at IS NULL ORDER BY at',
    );
    return rows.all(number).map((row) => ({ ...row }) as unknown as Cancellation);
  }

  /** Cancels and pays back, once a key: a repeat gets the first one's outcome. */
  cancel(ask: { number: string; email: string; key: string; refund: boolean }): CancelOutcome {
    return this.atomically(() => {
      const order = this.find(ask.number, ask.email);
      if (!order) return { kind: 'not_found' };
      const known = this.byKey(ask.key);
      if (known) {
        if (known.order_number !== ask.number) return { kind: 'key_reused' };
        return { kind: 'cancelled', cancellation: known };
      }
      const again = order.state === 'cancelled' && this.cancelsTwice;
      if (!isCancellable(order) && !again) return { kind: 'too_late', state: order.state };
      const refunded = ask.refund ? order.total : null;
      const cancellation = {
        id: randomUUID(),
        order_number: ask.number,
        idempotency_key: ask.key,
        at: new Date().toISOString(),
        refunded,
      };
      this.db
        .prepare('INSERT INTO cancellations (id, order_number, idempotency_key, at, refunded) VALUES (?, ?, ?, ?, ?)')
        .run(cancellation.id, ask.number, ask.key, cancellation.at, refunded);
      this.setState(ask.number, 'cancelled');
      return { kind: 'cancelled', cancellation };
    });
  }

  /** Takes the cancellation of this key back: the order is as it was before. False where there is none. */
  reinstate(key: string): boolean {
    return this.atomically(() => {
      const known = this.byKey(key);
      if (!known) return false;
      this.db
        .prepare('UPDATE cancellations SET undone_at = ?, idempotency_key = ? WHERE id = ?')
        .run(new Date().toISOString(), `undone:${known.id}`, known.id);
      this.setState(known.order_number, 'received');
      return true;
    });
  }

  close(): void {
    this.db.close();
  }

  private get(number: string): Order | undefined {
    const row = this.db.prepare('SELECT body, state FROM orders WHERE number = ?').get(number);
    return row && orderOf(row);
  }

  private byKey(key: string): Cancellation | undefined {
    const row = this.db
      .prepare('SELECT id, order_number, idempotency_key, at, refunded FROM cancellations WHERE idempotency_key = ?')
      .get(key);
    return row && ({ ...row } as unknown as Cancellation);
  }

  private setState(number: string, state: OrderState): void {
    this.db.prepare('UPDATE orders SET state = ? WHERE number = ?').run(state, number);
  }

  private atomically<T>(work: () => T): T {
    this.db.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      this.db.exec('ROLLBACK');
      throw error;
    }
  }

  private seed(orders: number): void {
    this.atomically(() => {
      if (this.db.prepare('SELECT number FROM orders LIMIT 1').get()) return;
      const insert = this.db.prepare('INSERT INTO orders (number, email, state, body) VALUES (?, ?, ?, ?)');
      for (const order of seedOrders(orders, new Date()))
        insert.run(order.number, order.email, order.state, JSON.stringify(order));
    });
  }
}

const orderOf = (row: Record<string, unknown>): Order => ({
  ...(JSON.parse(String(row['body'])) as Order),
  state: String(row['state']) as OrderState,
});

/** As the API shows it, in the language asked for. */
export function viewOf(order: Order, language: Language): OrderView {
  const { number, state, lines, total, placed_at, arrives_on, tracking } = order;
  return {
    number,
    state,
    items: lines.map(({ product, quantity }) => ({ name: productOf(product).name[language], quantity })),
    total: { amount: total / 100, currency: 'TRY' },
    placed_at,
    arrives_on,
    ...(tracking ? { tracking } : {}),
    cancellable: isCancellable(order),
  };
}
