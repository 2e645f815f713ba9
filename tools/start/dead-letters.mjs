/** `npm run dead-letters -- <service> [<id> | drop <id> --why "…"]`. */
import { stateFolder } from './bootstrap/project.mjs';
import { fleetProjects, setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

try {
  await setUp(fleetProjects());
  const { deadLettersCommand } = await import('./dist/dead-letters.js');
  await deadLettersCommand({ stateFolder, step, args: process.argv.slice(2) });
  process.exit(0);
} catch (error) {
  giveUp(error);
}
