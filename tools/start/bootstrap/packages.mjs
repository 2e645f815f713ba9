import { existsSync, readFileSync } from 'node:fs';
import { mustRun } from './command.mjs';
import { holderOf } from './lock.mjs';
import { inProject, inState } from './project.mjs';

const readLock = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {});

/** npm writes down what it has installed when it is through; packages for other platforms are missing there. */
const areInstalled = () => {
  const wanted = Object.entries(readLock(inProject('package-lock.json')));
  const installed = readLock(inProject('node_modules', '.package-lock.json'));
  const inModules = wanted.filter(([path]) => path.startsWith('node_modules/') || path.includes('/node_modules/'));
  return inModules.every(([path, { version, optional, link }]) => {
    const found = installed[path];
    return found ? found.version === version && found.link === link : optional === true;
  });
};

/** Installs exactly what package-lock.json says, unless it is there already. */
export const installPackages = async (say) => {
  if (areInstalled()) return 'as in package-lock.json';
  const holder = holderOf(inState('launcher.lock'));
  if (holder) throw new Error(`the packages changed while Parley runs (process ${holder.pid}); stop it first`);
  say('npm ci; the first time this takes about a minute');
  await mustRun('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: inProject() });
  return 'installed';
};
