import { inheritedEnvironment } from '../config.js';
import type { ProcessSpec } from '../process/process-spec.js';
import type { Secrets } from './secrets.js';

export interface DemoShopOptions {
  /** Orders at its first start; default 200. */
  readonly orders?: number;
  /** Only the idempotency key keeps it from cancelling twice. */
  readonly cancelsTwice?: boolean;
  /** The compiled entry, instead of its own. */
  readonly entry?: string;
}

/** The chat box that its page carries. */
export interface Widget {
  readonly script: string;
  readonly key: string;
}

export interface DemoShop {
  readonly url: string;
  readonly keys: Secrets['shop'];
  process(widget?: Widget): ProcessSpec;
}

interface DemoShopPlan extends DemoShopOptions {
  readonly entry: string;
  readonly folder: string;
  readonly port: number;
  readonly keys: Secrets['shop'];
}

/** The shop that ships with Parley: a process and a store of its own, no part of the fleet. */
export const demoShop = ({ entry, folder, port, keys, orders, cancelsTwice }: DemoShopPlan): DemoShop => ({
  url: `http://127.0.0.1:${port}`,
  keys,
  process: (widget) => ({
    name: 'demo-shop',
    tier: 'service',
    command: process.execPath,
    args: ['--max-old-space-size=128', entry],
    env: {
      ...inheritedEnvironment(),
      SHOP_PORT: String(port),
      SHOP_FOLDER: folder,
      SHOP_API_KEY: keys.api,
      SHOP_ADMIN_KEY: keys.admin,
      ...(orders === undefined ? {} : { SHOP_ORDERS: String(orders) }),
      ...(cancelsTwice ? { SHOP_CANCELS_TWICE: '1' } : {}),
      ...(widget ? { SHOP_WIDGET_SCRIPT: widget.script, SHOP_WIDGET_KEY: widget.key } : {}),
    },
    folders: [folder],
    ready: { kind: 'http', port, path: '/health' },
    live: { kind: 'http', port, path: '/health' },
    dependsOn: [],
  }),
});
