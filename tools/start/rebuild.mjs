/** `npm run rebuild -- insights`. */
import { stateFolder } from './bootstrap/project.mjs';
import { fleetProjects, setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

try {
  await setUp(fleetProjects());
  const { rebuildCommand } = await import('./dist/rebuild.js');
  await rebuildCommand({ stateFolder, step, args: process.argv.slice(2) });
  process.exit(0);
} catch (error) {
  giveUp(error);
}
