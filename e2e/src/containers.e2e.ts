import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempFolder } from '@parley/testing';
import { runIn, whyNot } from './containers/container.js';
import { type Image, ImageBuild } from './containers/image.js';
import { type ContainedFleet, projectFolder, startContained } from './containers/rehearsal.js';

/** A small service, and the one with the most packages. */
const apps = ['accounts', 'llm'] as const;

const impossible = whyNot();
// Only what an engine of containers may do can be tried here; its absence is allowed by name in allowed-skips.json.
if (impossible) console.warn(`images are not tried: ${impossible}`);

(impossible ? describe.skip : describe)(
  'images (real: the steps of the Dockerfile, npm, mount namespaces; the base image is this machine’s Debian)',
  () => {
    const folder = tempFolder('images');
    const ended: string[] = [];
    let images: Record<(typeof apps)[number], Image>;
    let fleet: ContainedFleet;

    beforeAll(async () => {
      const build = new ImageBuild({ checkout: projectFolder, folder: join(folder.path, 'stages'), done: 'build' });
      images = { accounts: await build.image('accounts'), llm: await build.image('llm') };
      fleet = await startContained(images, join(folder.path, 'state'));
      fleet.supervisor.on((event) => event.kind === 'exited' && ended.push(`${event.name}: ${event.code}`));
    }, 180_000);
    afterAll(async () => {
      await fleet?.supervisor.stop();
      folder.remove();
    }, 60_000);

    it.each(apps)('%s is ready as user 65532 without any right of root', (app) => {
      const status = readFileSync(`/proc/${fleet.supervisor.pid(app)}/status`, 'utf8');
      expect(status).toMatch(/^Uid:(\t65532){4}$/m);
      expect(status).toMatch(/^Gid:(\t65532){4}$/m);
      expect(status).toMatch(/^CapBnd:\t0+$/m);
      expect(status).toMatch(/^NoNewPrivs:\t1$/m);
    });

    it.each(apps)(
      '%s says to its own health check that it is ready, and to a wrong port that it is not',
      async (app) => {
        const { port } = new URL(fleet.plan.healthUrls[app]!);
        const check = (at: string) =>
          runIn(images[app], ['env', `PARLEY_HEALTH_PORT=${at}`, ...images[app].healthCheck]);
        await check(port);
        await expect(check('1')).rejects.toThrow();
      },
    );

    it.each(apps)('%s can write to /tmp and its volumes and nowhere else', async (app) => {
      const folders = { '/data': join(folder.path, 'state', 'data', app) };
      const others = ['(', '-path', '/proc', '-o', '-path', '/usr', ')', '-prune'];
      const find = ['find', '/', ...others, '-o', '-writable', '-not', '-type', 'l', '-print', '-prune'];
      const found = (await runIn({ ...images[app], folders }, find)).trim().split('\n');
      expect(found.filter((path) => !path.startsWith('/dev/')).sort()).toEqual(['/data', '/tmp']);
    });

    it.each(apps)('%s carries its own production dependencies and no other app', (app) => {
      const { root } = images[app];
      const packages = (path: string) =>
        (JSON.parse(readFileSync(path, 'utf8')) as { packages: Record<string, { dev?: boolean; link?: boolean }> })
          .packages;
      const locked = packages(join(projectFolder, 'package-lock.json'));
      const installed = Object.keys(packages(join(root, 'parley/node_modules/.package-lock.json')));
      expect(installed.length).toBeGreaterThan(50);
      expect(installed.filter((path) => locked[path]?.dev)).toEqual([]);
      expect(readdirSync(join(root, 'parley/apps'))).toEqual([app]);
      const parts = ['app', 'apps', 'libs', 'node_modules', 'package.json', 'ready.mjs'];
      expect(readdirSync(join(root, 'parley')).sort()).toEqual(parts);
    });

    it('ends with 0 when it is told to stop', async () => {
      await fleet.supervisor.stop();
      expect(ended).toEqual(expect.arrayContaining(apps.map((app) => `${app}: 0`)));
    });
  },
);
