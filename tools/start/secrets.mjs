/** `npm run secrets -- <folder> [--redis <host:port>] [--mongodb <url>]`. */
import { fleetProjects, setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

try {
  await setUp(fleetProjects());
  const { secretsCommand } = await import('./dist/secrets.js');
  await secretsCommand({ step, args: process.argv.slice(2) });
  process.exit(0);
} catch (error) {
  giveUp(error);
}
