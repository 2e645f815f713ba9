import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FleetPlan, services } from '@parley/fleet';
import { Api, tempFolder } from '@parley/testing';
import { runIn, whyNot } from './container.js';
import { type Image, ImageBuild } from './image.js';
import { projectFolder, startContained } from './rehearsal.js';

/** What there are images of besides the services. */
const others = ['demo-shop', 'start'];

export interface ContainersReport {
  /** Of each app's `/parley`, in MB, without the base image. */
  readonly megabytes: Readonly<Record<string, number>>;
  /** All services together, from nothing, in ms. */
  readonly ready_after_ms: number;
  readonly pages: Readonly<Record<string, number>>;
  readonly method: string;
}

const megabytesOf = ({ root }: Image): number =>
  Number(execFileSync('du', ['-sm', join(root, 'parley')], { encoding: 'utf8' }).split('\t')[0]);

/** Builds every image from nothing, as the Dockerfile says, runs the fleet of them and asks it a question. */
export async function runFullContainers(
  tell: (line: string) => void,
): Promise<{ report?: ContainersReport; good: boolean }> {
  const impossible = whyNot();
  if (impossible) {
    tell(`containers: skipped, ${impossible}`);
    return { good: true };
  }
  const folder = tempFolder('containers');
  try {
    const build = new ImageBuild({ checkout: projectFolder, folder: join(folder.path, 'stages') });
    const images: Record<string, Image> = {};
    for (const app of [...services, ...others]) {
      images[app] = await build.image(app);
      tell(`image of ${app}: ${megabytesOf(images[app])} MB`);
    }
    const report = await tryFleet(images, join(folder.path, 'state'));
    const good = report.method === 'rag' && Object.values(report.pages).every((status) => status === 200);
    return { report, good };
  } finally {
    folder.remove();
  }
}

/** Loads the demo company as the profile `demo` of compose does, and returns the key of its chat box. */
export async function loadDemo(image: Image, { gatewayUrls, demoShop }: FleetPlan, data: string): Promise<string> {
  mkdirSync(data, { recursive: true });
  chownSync(data, 65_532, 65_532);
  await runIn(
    { ...image, folders: { '/data': data, '/parley/demo': join(projectFolder, 'demo') } },
    ['node', 'app/dist/demo.js'],
    {
      ...image.environment,
      PARLEY_GATEWAY_URL: gatewayUrls[0]!,
      SHOP_URL: demoShop!.url,
      SHOP_API_KEY: demoShop!.keys.api,
    },
  );
  return readFileSync(join(data, 'widget-key'), 'utf8');
}

async function tryFleet(images: Readonly<Record<string, Image>>, state: string): Promise<ContainersReport> {
  const began = performance.now();
  const running = Object.fromEntries([...services, 'demo-shop'].map((name) => [name, images[name]!]));
  const { plan, supervisor } = await startContained(running, state);
  try {
    const ready_after_ms = Math.round(performance.now() - began);
    const [url] = plan.gatewayUrls;
    const api = new Api(url!);
    const pages: Record<string, number> = {};
    for (const path of ['/console/', '/widget.js', '/openapi.json', '/docs'])
      pages[path] = (await fetch(`${url}${path}`)).status;
    const widget_key = await loadDemo(images['start']!, plan, join(state, 'data', 'demo'));
    const { answer } = await api.data<{ answer: { method: string } }>('POST', '/chat', {
      widget_key,
      body: { message: 'How long does delivery take?' },
    });
    const megabytes = Object.fromEntries(Object.entries(images).map(([name, image]) => [name, megabytesOf(image)]));
    return { megabytes, ready_after_ms, pages, method: answer.method };
  } finally {
    await supervisor.stop();
  }
}
