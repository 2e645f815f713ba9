import { join } from 'node:path';
import type { Api } from './api.js';
import { hireAgents, type DemoAgent } from './demo-agents.js';
import { openDemoCompany, type SignedUpCompany } from './demo-company.js';
import { trainDemoIntents } from './demo-intents.js';
import { documentsIn } from './documents-in.js';
import { ingestDocuments, summary } from './ingest-folder.js';
import type { Entry, Say } from './step.js';

/** The demo company, ready to be asked. */
export interface Demo {
  readonly company: SignedUpCompany;
  readonly agents: readonly DemoAgent[];
  readonly api: Api;
}

/** Signs the company up at the door `url`, hires its agents, brings its articles in and trains its intents; what is there already stays. */
export const loadDemo = async (
  { projectFolder, stateFolder }: Pick<Entry, 'projectFolder' | 'stateFolder'>,
  url: string,
  say: Say,
): Promise<Demo> => {
  const { company, api } = await openDemoCompany(stateFolder, projectFolder, url);
  const agents = await hireAgents(stateFolder, company.slug, api);
  const folder = join(projectFolder, 'demo', 'articles');
  const { documents } = await documentsIn(folder);
  const results = await ingestDocuments(api, folder, documents, ({ done, total, last }) => {
    if (last.outcome === 'refused') say(`${last.file}: ${last.why}`);
    if (done % 10 === 0) say(`${done} of ${total} articles`);
  });
  say(summary(results));
  await trainDemoIntents(api, projectFolder, say);
  return { company, agents, api };
};
