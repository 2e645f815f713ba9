import type { DemoShop, Supervisor } from '@parley/fleet';
import type { Api } from './api.js';

/** An order that a visitor may try. */
export interface ExampleOrder {
  readonly number: string;
  readonly email: string;
  readonly state: string;
}

export interface OpenShop {
  readonly url: string;
  readonly examples: readonly ExampleOrder[];
}

const ACTIONS = ['order_status', 'order_cancellation'];

/** The company's actions work on this shop's orders from now on. `api` is the owner's. */
export const connectActions = async (api: Api, shop: { readonly url: string; readonly key: string }): Promise<void> => {
  for (const name of ACTIONS)
    await api.call({ method: 'PUT', path: `/actions/${name}`, body: { enabled: true, ...shop } });
};

/** Starts the shop with the company's chat box on its page and connects the company's actions to it. */
export const openDemoShop = async (
  shop: DemoShop,
  { fleet, api, gateway_url, widget_key }: { fleet: Supervisor; api: Api; gateway_url: string; widget_key: string },
): Promise<OpenShop> => {
  fleet.add(shop.process({ script: `${gateway_url}/widget.js`, key: widget_key }));
  await fleet.up('demo-shop');
  await connectActions(api, { url: shop.url, key: shop.keys.api });
  const examples = await Promise.all(['received', 'out_for_delivery'].map((state) => exampleOf(shop, state)));
  return { url: shop.url, examples: examples.flat() };
};

const exampleOf = async ({ url, keys }: DemoShop, state: string): Promise<ExampleOrder[]> => {
  const response = await fetch(`${url}/admin/orders?state=${state}&limit=1`, {
    headers: { authorization: `Bearer ${keys.admin}` },
    signal: AbortSignal.timeout(5_000),
  });
  if (!response.ok) throw new Error(`the shop answers ${response.status}`);
  return ((await response.json()) as { items: ExampleOrder[] }).items;
};
