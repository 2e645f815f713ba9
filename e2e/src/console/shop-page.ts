import type { Company, RunningFleet } from '@parley/testing';

/** Puts the company's chat box on the demo shop's page, as it comes from `gateway_url`. Returns the page's address. */
export async function openShopPage(fleet: RunningFleet, { widget_key }: Company, gateway_url: string): Promise<string> {
  const shop = fleet.plan.demoShop!;
  await fleet.supervisor.replace(shop.process({ script: `${gateway_url}/widget.js`, key: widget_key }));
  return shop.url;
}
