/** `npm start`: from a fresh clone to a running fleet. Plain JavaScript for Node 20; what it imports last runs on Node 24. */
import { takeLock } from './bootstrap/lock.mjs';
import { inState, projectFolder, stateFolder } from './bootstrap/project.mjs';
import { fleetProjects, setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

const refuseSecond = () => {
  const holder = takeLock(inState('launcher.lock'));
  if (holder) throw new Error(`Parley runs from this folder already (process ${holder.pid})`);
};

try {
  await setUp(fleetProjects());
  await step('lock', 'use the one that runs, or end it with Ctrl-C in its terminal', refuseSecond);
  const { launch } = await import('./dist/launch.js');
  await launch({ projectFolder, stateFolder, step, args: process.argv.slice(2) });
  process.exit(0);
} catch (error) {
  giveUp(error);
}
