import { mkdirSync } from 'node:fs';
import { chromiumProgram, startBrowser, startFleet } from '@parley/testing';
import { pictureFolder } from './camera.js';
import { openCompany } from './company.js';
import { picturesOfConsole } from './console.js';
import { picturesOfWidget } from './widget.js';

/** `npm run pictures`: plays conversations on a fleet of its own and keeps how they look in docs/pictures. */
const program = await chromiumProgram();
if (!program) process.exit(1);
mkdirSync(pictureFolder, { recursive: true });
const [fleet, browser] = await Promise.all([startFleet({ demoShop: {} }), startBrowser(program)]);
try {
  const company = await openCompany(fleet);
  await picturesOfConsole(browser, fleet, company);
  await picturesOfWidget(browser, fleet, company);
} finally {
  await browser.close();
  await fleet.stop();
}
