import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { busUsers, catalogue } from '@parley/contracts';
import { busConfiguration } from './bus-configuration.js';
import { connectionsOf } from './connections.js';
import { faultsOf, fleetMap } from './fleet-map.js';
import { findMentions } from './mentions.js';
import { natsUsers } from './nats-users.js';
import { readServices } from './read-services.js';

const projectFolder = resolve(import.meta.dirname, '../../..');

/** A file that is written from the contracts or the services, and what is wrong with its sources. */
interface Generated {
  readonly path: string;
  readonly make: () => Made | Promise<Made>;
}

interface Made {
  readonly text: string;
  readonly faults: readonly string[];
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const generated: Readonly<Record<string, Generated>> = {
  'fleet-map': {
    path: 'docs/FLEET.md',
    make: () => {
      const contracts = new Set([...Object.keys(catalogue.requests), ...Object.keys(catalogue.events)]);
      const mentions = findMentions(projectFolder, contracts);
      return { text: fleetMap(mentions), faults: faultsOf(mentions) };
    },
  },
  'bus-users': {
    path: 'tools/fleet/src/generated/bus-users.json',
    make: () => ({ text: json(busUsers()), faults: [] }),
  },
  'nats-users': {
    path: 'argocd/generated/nats-users.json',
    make: () => ({ text: json(natsUsers(busUsers())), faults: [] }),
  },
  'bus-configuration': {
    path: 'deploy/nats/nats-server.conf',
    make: () => ({ text: busConfiguration(busUsers()), faults: [] }),
  },
  alerts: {
    path: 'helm/parley/generated/alerts.yml',
    // A chart may read its own files alone.
    make: () => ({ text: readFileSync(join(projectFolder, 'deploy/observability/alerts.yml'), 'utf8'), faults: [] }),
  },
  connections: {
    path: 'helm/parley/generated/connections.json',
    make: async () => {
      const { connections, faults } = connectionsOf(await readServices(projectFolder));
      return { text: json(connections), faults };
    },
  },
};

/** `<what> [--check]`: writes the file, or with `--check` fails when it is not what would be written. */
const main = async ([what = '', ...flags]: readonly string[]): Promise<number> => {
  const file = generated[what];
  if (!file) throw new Error(`${what} is not known; there are ${Object.keys(generated).join(', ')}`);
  const { text, faults } = await file.make();
  const path = join(projectFolder, file.path);
  for (const fault of faults) console.error(`✗ ${fault}`);
  if (!flags.includes('--check')) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`${file.path} is written`);
  } else if (!existsSync(path) || readFileSync(path, 'utf8') !== text) {
    console.error(`✗ ${file.path} is stale; \`npm run ${what}\` writes it`);
    return 1;
  }
  return faults.length > 0 ? 1 : 0;
};

process.exitCode = await main(process.argv.slice(2));
