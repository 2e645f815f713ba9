import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { mustRun } from './command.mjs';
import { inProject } from './project.mjs';

/** Apps that run in browsers are those that Vite builds. */
const pageApps = () =>
  readdirSync(inProject('apps')).filter((app) => existsSync(inProject('apps', app, 'vite.config.js')));

const filesIn = (folder, options = {}) =>
  existsSync(inProject(folder))
    ? readdirSync(inProject(folder), { ...options, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => relative(inProject(), join(entry.parentPath ?? entry.path, entry.name)))
    : [];

/** What a page is made of: its own files, the client's, the packages. */
const sourcesOf = (app) => [
  ...filesIn(`apps/${app}`).sort(),
  ...[`apps/${app}/src`, `apps/${app}/public`, 'libs/client/src']
    .flatMap((folder) => filesIn(folder, { recursive: true }))
    .sort(),
  'package-lock.json',
];

const fingerprintOf = (app) => {
  const hash = createHash('sha256');
  for (const file of sourcesOf(app)) hash.update(`${file}\n`).update(readFileSync(inProject(file)));
  return hash.digest('hex');
};

/** npm puts it beside the app or at the top. */
const viteOf = (folder) =>
  join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin', 'vite.js');

/** Builds the apps for browsers whose sources changed since the last time. Runs on Node 24. */
export const buildPages = async () => {
  const built = [];
  for (const app of pageApps()) {
    const folder = inProject('apps', app);
    const stamp = join(folder, 'dist', '.sources');
    const fingerprint = fingerprintOf(app);
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) continue;
    await mustRun(process.execPath, [viteOf(folder), 'build', '--logLevel', 'error'], { cwd: folder });
    writeFileSync(stamp, fingerprint);
    built.push(app);
  }
  return built.length > 0 ? built.join(', ') : 'nothing changed';
};
