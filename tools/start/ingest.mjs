/** `npm run ingest -- <folder>`. */
import { stateFolder } from './bootstrap/project.mjs';
import { fleetProjects, setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

try {
  await setUp(fleetProjects());
  const { ingestCommand } = await import('./dist/ingest.js');
  process.exit(await ingestCommand({ stateFolder, step, args: process.argv.slice(2) }));
} catch (error) {
  giveUp(error);
}
