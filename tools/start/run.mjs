/** `run.mjs <compiled entry> [argument…]`: sets itself up as `npm start` does, finds the servers and runs the entry. */
import { inProject, projectFolder, stateFolder } from './bootstrap/project.mjs';
import { run } from './bootstrap/command.mjs';
import { setUp } from './bootstrap/set-up.mjs';
import { giveUp, step } from './bootstrap/steps.mjs';

const [entry, ...args] = process.argv.slice(2);

try {
  await setUp();
  const { serverVariables } = await import('./dist/servers.js');
  const variables = await step('servers', 'install nats-server 2.11.16 or newer', (say) =>
    serverVariables(stateFolder, say),
  );
  const options = { cwd: projectFolder, env: { ...process.env, ...variables } };
  const end = await run(process.execPath, [inProject(entry), ...args], options);
  process.exit(end === 0 ? 0 : Number(end) || 1);
} catch (error) {
  giveUp(error);
}
