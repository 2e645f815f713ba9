import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const projectFolder = dirname(dirname(dirname(dirname(fileURLToPath(import.meta.url)))));

/** Everything that running Parley writes; not in git. */
export const stateFolder = join(projectFolder, '.parley');

export const inProject = (...parts) => join(projectFolder, ...parts);

export const inState = (...parts) => {
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  return join(stateFolder, ...parts);
};
