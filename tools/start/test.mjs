/** `npm test`: sets itself up as `npm start` does, then runs the rings of tests on Node 24. */
import { projectFolder, stateFolder } from './bootstrap/project.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

try {
  await setUp();
  const { test } = await import('./dist/test.js');
  process.exit(await test({ projectFolder, stateFolder, step, args: process.argv.slice(2) }));
} catch (error) {
  giveUp(error);
}
