import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const manifestOf = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

/** Every workspace in the current folder that may be part of an image: `{ folder, name, dependencies, files }`. */
const workspaces = () =>
  ['apps', 'libs', 'tools'].flatMap((room) =>
    readdirSync(room)
      .map((name) => join(room, name))
      .filter((folder) => existsSync(join(folder, 'package.json')))
      .map((folder) => {
        const { name, dependencies = {}, files = ['dist'] } = manifestOf(folder);
        return { folder, name, dependencies: Object.keys(dependencies), files };
      }),
  );

/** The app's own workspace first, then every workspace that it needs. Throws where there is no such app. */
export const partsOf = (app) => {
  const all = workspaces();
  const named = (name) => all.find((workspace) => workspace.name === name);
  const first = named(`@parley/${app}`);
  if (!first) throw new Error(`there is no app ${app || 'without a name: give --build-arg APP=<name>'}`);
  const parts = new Set([first]);
  for (const { dependencies } of parts) for (const name of dependencies) if (named(name)) parts.add(named(name));
  return [...parts];
};
