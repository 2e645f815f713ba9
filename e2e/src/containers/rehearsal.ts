import { chownSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  type FleetPlan,
  findNatsServer,
  findRedisServer,
  fleetPlan,
  type ProcessSpec,
  Supervisor,
} from '@parley/fleet';
import type { ServiceName } from '@parley/fleet';
import { enter, nodeFolder, PATH } from './container.js';
import type { Image } from './image.js';

export const projectFolder = join(import.meta.dirname, '../../..');

/** Where the folders that a process keeps are seen in its container: its own first, then the passage index. */
const VOLUMES = ['/data', '/index'];

/** The same process, but run as its image says and able to write to its volumes alone. */
const contained = (spec: ProcessSpec, image: Image): ProcessSpec => {
  const volumes = (spec.folders ?? []).map((folder, at) => [VOLUMES[at]!, folder] as const);
  const [uid, gid] = image.user.split(':').map(Number);
  for (const [, folder] of volumes) {
    mkdirSync(folder, { recursive: true });
    chownSync(folder, uid!, gid!);
  }
  const seen = (value: string): string => {
    const volume = volumes.find(([, folder]) => value === folder || value.startsWith(`${folder}/`));
    return volume ? value.replace(volume[1], volume[0]) : value;
  };
  const told = Object.entries(spec.env).filter(([name]) => /^(PARLEY|SHOP)_/.test(name));
  const [program, ...args] = enter({ ...image, folders: Object.fromEntries(volumes) }, image.command);
  const env = Object.fromEntries(told.map(([name, value]) => [name, seen(value)]));
  return {
    ...spec,
    command: program!,
    args,
    env: { ...image.environment, ...env, PATH, NODE_FOLDER: nodeFolder },
  };
};

export interface ContainedFleet {
  readonly plan: FleetPlan;
  readonly supervisor: Supervisor;
}

export type Images = Readonly<Partial<Record<ServiceName | 'demo-shop', Image>>>;

/** Services, and the shop where there is an image of it, in containers beside a broker and Redis; all ready. */
export const startContained = async (images: Images, folder: string): Promise<ContainedFleet> => {
  const tell = (line: string) => process.stderr.write(`${line}\n`);
  const servers = {
    nats: await findNatsServer(join(projectFolder, '.parley/bin'), tell),
    redis: await findRedisServer(tell),
  };
  const { 'demo-shop': shop, ...ofServices } = images;
  const plan = await fleetPlan({
    projectFolder,
    stateFolder: folder,
    servers,
    services: Object.keys(ofServices) as ServiceName[],
    ...(shop ? { demoShop: {} } : {}),
  });
  const planned = [...plan.processes, ...(plan.demoShop ? [plan.demoShop.process()] : [])];
  const processes = planned.map((spec) => {
    const image = images[spec.name as keyof Images];
    return image ? contained(spec, image) : spec;
  });
  const supervisor = new Supervisor(folder, processes);
  try {
    await supervisor.start();
  } catch (error) {
    await supervisor.stop();
    throw error;
  }
  return { plan, supervisor };
};
