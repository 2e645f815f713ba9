import { join } from 'node:path';
import {
  type FleetOptions,
  type FleetPlan,
  Supervisor,
  findNatsServer,
  findRedisServer,
  fleetPlan,
} from '@parley/fleet';
import { fleetsOnMongo } from '../config.js';
import { onMongo, startMongoPeer } from '../mongodb.js';
import { tempFolder } from '../temp-folder.js';
import { Api } from './api.js';

/** The checkout whose compiled services run. */
const projectFolder = join(import.meta.dirname, '..', '..', '..', '..');
const serversFolder = join(projectFolder, '.parley', 'bin');

/** A whole fleet of processes, on free ports and in a folder of its own. */
export interface RunningFleet {
  readonly plan: FleetPlan;
  readonly supervisor: Supervisor;
  /** Of the first gateway. */
  readonly api: Api;
  /** Stops everything and removes the folder. */
  stop(): Promise<void>;
}

export type FleetWishes = Pick<
  FleetOptions,
  'services' | 'replicas' | 'ownFolders' | 'entries' | 'variables' | 'demoShop'
>;

/**
 * Starts the compiled services as processes and waits until all are ready. With `PARLEY_TEST_STORE=mongodb` a fleet that
 * nothing else was wished for keeps its documents in a MongoDB of its own.
 */
export async function startFleet(wishes: FleetWishes = {}): Promise<RunningFleet> {
  return fleetsOnMongo && !wishes.variables?.['PARLEY_STORE'] ? startOnMongo(wishes) : start(wishes);
}

async function startOnMongo(wishes: FleetWishes): Promise<RunningFleet> {
  const peer = await startMongoPeer();
  if ('skipped' in peer) throw new Error(`PARLEY_TEST_STORE=mongodb needs a server: ${peer.skipped}`);
  const fleet = await start({ ...wishes, variables: { ...onMongo(peer), ...wishes.variables } });
  const stop = async () => {
    await fleet.stop();
    await peer.stop();
  };
  return { ...fleet, stop };
}

async function start(wishes: FleetWishes): Promise<RunningFleet> {
  const folder = tempFolder('fleet');
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const servers = { nats: await findNatsServer(serversFolder, tell), redis: await findRedisServer(tell) };
  const plan = await fleetPlan({ ...wishes, projectFolder, stateFolder: folder.path, servers });
  const shop = plan.demoShop ? [plan.demoShop.process()] : [];
  const supervisor = new Supervisor(plan.stateFolder, [...plan.processes, ...shop]);
  const stop = async () => {
    await supervisor.stop();
    folder.remove();
  };
  try {
    await supervisor.start();
  } catch (error) {
    await stop();
    throw error;
  }
  return { plan, supervisor, api: new Api(plan.gatewayUrls[0]!), stop };
}
