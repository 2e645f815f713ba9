import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mustRun } from './command.mjs';
import { releaseLock, waitForLock } from './lock.mjs';
import { findNode24, isNode24 } from './node24.mjs';
import { installPackages } from './packages.mjs';
import { buildPages } from './pages.mjs';
import { inProject, setUpLock } from './project.mjs';
import { step } from './steps.mjs';

/** What the fleet runs of; tests, benchmarks and generators are compiled where they are used. */
export const fleetProjects = () => [
  ...readdirSync(inProject('apps')).map((app) => inProject('apps', app)),
  inProject('tools', 'start'),
];

const build = (projects) =>
  mustRun(process.execPath, [inProject('node_modules', 'typescript7', 'bin', 'tsc'), '-b', ...projects], {
    cwd: inProject(),
  });

/** Runs the same script again on Node 24, passes on that it shall stop, and ends as it ends. */
const continueOn = (program) => {
  const child = spawn(program, process.argv.slice(1), { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  const parent = process.ppid;
  const endWithNpm = () => process.ppid === parent || child.kill('SIGTERM');
  if (process.env.npm_lifecycle_event) setInterval(endWithNpm, 1_000);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  process.on('SIGINT', () => undefined); // Ctrl-C reaches the child too
  return new Promise(() =>
    child.once('exit', (code, signal) => {
      if (signal) console.error(`✗ ended by ${signal}`);
      process.exit(code ?? 1);
    }),
  );
};

/** Brings packages and Node 24 and compiles what changed, of these projects or of all. Afterwards this process is one on Node 24. */
export const setUp = async (projects = []) => {
  const lock = setUpLock();
  await waitForLock(lock, ({ pid }) => console.log(`… waiting for the set-up that process ${pid} is at`));
  await step(
    'packages',
    'check the network and the npm registry, then try again; `npm ci` shows more',
    installPackages,
  );
  const node = await step('Node 24', 'install Node 24 or newer (https://nodejs.org) and try again', findNode24);
  if (!isNode24) {
    releaseLock(lock);
    await continueOn(node);
  }
  await step('build', 'the compiler named file and line above; `git status` shows files of yours', () =>
    build(projects),
  );
  await step('pages', 'Vite named file and line above; `git status` shows files of yours', buildPages);
  releaseLock(lock);
};
