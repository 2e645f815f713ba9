import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const projectFolder = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Everything that running Parley writes; not in git. `PARLEY_FOLDER` names another, for a second Parley beside the first. */
export const stateFolder = resolve(process.env.PARLEY_FOLDER || join(projectFolder, '.parley'));

export const inProject = (...parts) => join(projectFolder, ...parts);

export const inState = (...parts) => {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  return join(stateFolder, ...parts);
};

/** Locks the packages and what is compiled, which every Parley of this checkout shares. */
export const setUpLock = () => {
  mkdirSync(inProject('.parley'), { recursive: true, mode: 0o700 });
  return inProject('.parley', 'set-up.lock');
};
