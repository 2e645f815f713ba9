import { existsSync, readFileSync } from 'node:fs';

/** What the shop is told when it starts. */
export interface ShopConfig {
  /** 0 takes a free one. */
  readonly port: number;
  readonly host: string;
  /** Holds its orders. */
  readonly folder: string;
  /** Bearer key of the orders API. */
  readonly apiKey: string;
  /** Bearer key of `/admin/*`; without it there is no such route. */
  readonly adminKey: string | undefined;
  /** Orders made at the first start. */
  readonly orders: number;
  /** Only the idempotency key keeps it from cancelling and paying back twice; for tests. */
  readonly cancelsTwice: boolean;
  /** The chat box on its page. */
  readonly widget: { readonly script: string; readonly key: string } | undefined;
}

const number = (name: string, fallback: number): number => {
  const raw = process.env[name];
  const value = raw ? Number(raw) : fallback;
  if (!Number.isInteger(value) || value < 0) throw new Error(`${name} must be a whole number`);
  return value;
};

const required = (name: string, what: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} (${what}) must be given`);
  return value;
};

/** Of a file whose maker may not have run yet: then there is no chat box. */
const contentOf = (file: string | undefined): string | undefined =>
  file && existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;

/** Reads the `SHOP_…` variables; throws a sentence that names the one that is wrong. */
export const readConfig = (): ShopConfig => {
  const script = process.env['SHOP_WIDGET_SCRIPT'];
  const key = process.env['SHOP_WIDGET_KEY'] || contentOf(process.env['SHOP_WIDGET_KEY_FILE']);
  return {
    port: number('SHOP_PORT', 8090),
    host: process.env['SHOP_HOST'] || '127.0.0.1',
    folder: process.env['SHOP_FOLDER'] || '.parley/data/demo-shop',
    apiKey: required('SHOP_API_KEY', 'bearer key of the orders API'),
    adminKey: process.env['SHOP_ADMIN_KEY'] || undefined,
    orders: number('SHOP_ORDERS', 200),
    cancelsTwice: process.env['SHOP_CANCELS_TWICE'] === '1',
    widget: script && key ? { script, key } : undefined,
  };
};
