import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { demoSettings } from './config.js';
import { connectActions } from './demo-shop.js';
import { loadDemo } from './load-demo.js';

/** Loads the demo company into a fleet that runs in containers, says how to get in, and ends. May run again at any time. */
const projectFolder = resolve(import.meta.dirname, '../../..');
const { folder, gatewayUrl, publicUrl, shopUrl, shopKey } = demoSettings;
const say = (line: string): void => console.log(line);

const { company, agents, api } = await loadDemo({ projectFolder, stateFolder: folder }, gatewayUrl, say);
await connectActions(api, { url: shopUrl, key: shopKey });
// The shop's page carries the company's chat box; this key is public.
writeFileSync(join(folder, 'widget-key'), company.widget_key);
say(`
Parley answers for ${company.name}.

  console      ${publicUrl}/console/
  company      ${company.slug}
  owner        ${company.owner_email}   password ${company.owner_password}
${agents.map(({ email, password }) => `  agent        ${email}   password ${password}`).join('\n')}
`);
