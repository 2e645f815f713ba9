import { join } from 'node:path';
import { findNatsServer, findRedisServer, fleetPlan, Supervisor, type FleetEvent, type FleetPlan } from '@parley/fleet';
import type { DemoAgent } from './demo-agents.js';
import type { SignedUpCompany } from './demo-company.js';
import { openDemoShop, type OpenShop } from './demo-shop.js';
import { wipe } from './fresh.js';
import { loadDemo } from './load-demo.js';
import { awaitEndOfLastFleet, writeRunningFleet } from './running-fleet.js';
import type { Entry, Say } from './step.js';
import { toldToStop } from './stop.js';

const PORTS = { gateway: 8080, nats: 4222, redis: 6379, shop: 8090, health: 9180 };

const flagsOf = (args: readonly string[]): { fresh: boolean; sure: boolean } => {
  const unknown = args.find((arg) => !['--fresh', '--yes'].includes(arg));
  if (unknown) throw new Error(`${unknown} is not known`);
  return { fresh: args.includes('--fresh'), sure: args.includes('--yes') };
};

const describe = (event: Exclude<FleetEvent, { kind: 'started' }>): string => {
  switch (event.kind) {
    case 'ready':
      return `${event.name} ready after ${(event.afterMs / 1000).toFixed(1)} s`;
    case 'silent':
      return `${event.name} has been silent for ${Math.round(event.forMs / 1000)} s and is killed`;
    case 'exited':
      return `${event.name} ended with ${event.signal ?? `code ${event.code}`}`;
    case 'restarting':
      return `${event.name} starts again in ${event.inMs / 1000} s`;
  }
};

const plan = async ({ projectFolder, stateFolder }: Entry, say: Say): Promise<FleetPlan> => {
  const nats = await findNatsServer(join(stateFolder, 'bin'), say);
  const redis = await findRedisServer(say);
  await awaitEndOfLastFleet(stateFolder);
  return fleetPlan({ projectFolder, stateFolder, servers: { nats, redis }, ports: PORTS, demoShop: {} });
};

const welcome = (
  url: string,
  { name, slug, owner_email, owner_password, widget_key }: SignedUpCompany,
  agents: readonly DemoAgent[],
  shop: OpenShop,
): string => `
Parley answers for ${name}.

  shop         ${shop.url}
  console      ${url}/console/
  API          ${url}/api/v1      ${url}/docs describes it
  company      ${slug}
  owner        ${owner_email}   password ${owner_password}
${agents.map(({ email, password }) => `  agent        ${email}   password ${password}`).join('\n')}
  widget key   ${widget_key}

Ask something:

  curl -s ${url}/api/v1/chat -H 'content-type: application/json' -H 'x-parley-widget-key: ${widget_key}' \\
    -d '{"message": "How long does delivery take?"}'

Orders of the shop at ${shop.url} to ask about or to cancel:

${shop.examples.map(({ number, email, state }) => `  ${number}   ${email}   ${state.replaceAll('_', ' ')}`).join('\n')}

Your own documents:   npm run ingest -- ./docs
Ctrl-C stops it all.
`;

/** Starts the fleet, loads the demo company and keeps everything alive until told to stop. */
export const launch = async (entry: Entry): Promise<void> => {
  const { stateFolder, step } = entry;
  const { fresh, sure } = await step('arguments', 'npm start, npm start -- --fresh [--yes]', async () =>
    flagsOf(entry.args),
  );
  if (fresh) await step('fresh', 'start again with --fresh --yes, or without --fresh', () => wipe(stateFolder, sure));
  const planned = await step('servers', 'install nats-server 2.11.16 or newer and start again', (say) =>
    plan(entry, say),
  );
  const fleet = new Supervisor(stateFolder, planned.processes);
  const told = toldToStop();
  report(planned, fleet);
  try {
    await Promise.race([told, bringUp(entry, planned, fleet)]);
    await told;
  } finally {
    console.log('\n… stopping');
    await fleet.stop();
    console.log('✓ stopped');
  }
};

const bringUp = async (entry: Entry, { gatewayUrls, demoShop }: FleetPlan, fleet: Supervisor): Promise<void> => {
  const url = gatewayUrls[0]!;
  const logs = join(entry.stateFolder, 'logs');
  await entry.step('fleet', `the last lines above say why; all logs are in ${logs}`, () => fleet.start());
  const cure = `see the logs in ${logs}; \`npm start -- --fresh\` begins anew, which deletes all data`;
  const { company, agents, api } = await entry.step('demo company', cure, (say) => loadDemo(entry, url, say));
  const shop = await entry.step('demo shop', cure, () =>
    openDemoShop(demoShop!, { fleet, api, gateway_url: url, widget_key: company.widget_key }),
  );
  console.log(welcome(url, company, agents, shop));
};

/** Says what happens to the fleet, here and in `.parley/fleet.json`. */
const report = ({ stateFolder, gatewayUrls, natsUrl, healthUrls }: FleetPlan, fleet: Supervisor): void =>
  fleet.on((event) => {
    if (event.kind !== 'started') return console.log(`  ${describe(event)}`);
    writeRunningFleet(stateFolder, {
      gateway_url: gatewayUrls[0]!,
      nats_url: natsUrl,
      health_urls: healthUrls,
      launcher_pid: process.pid,
      pids: fleet.names.flatMap((name) => fleet.pid(name) ?? []),
    });
  });
