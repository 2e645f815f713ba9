import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Api } from './api.js';
import { calledFrom } from './config.js';
import { demoCompany } from './demo-company.js';
import { documentsIn } from './documents-in.js';
import { ingestDocuments, summary, type Progress } from './ingest-folder.js';
import { runningFleet } from './running-fleet.js';
import type { Entry } from './step.js';

const AGAIN = 'see whether Parley still runs, then give the same command again: what is in already stays';

const folderFrom = ([folder, ...more]: readonly string[]): string => {
  if (folder === undefined || more.length > 0) throw new Error('one folder has to be named');
  const path = resolve(calledFrom, folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${path} is not a folder`);
  return path;
};

const signedIn = async (stateFolder: string): Promise<Api> => {
  const { slug, owner_email, owner_password } = demoCompany(stateFolder);
  const api = new Api(runningFleet(stateFolder).gateway_url);
  await api.signIn({ tenant: slug, email: owner_email, password: owner_password });
  return api;
};

const show = ({ done, total, last }: Progress): void => {
  const why =
    last.outcome === 'refused'
      ? `: ${last.why}`
      : last.outcome === 'ingested' && last.pages
        ? `, but ${last.pages} pages without text`
        : '';
  console.log(`${String(done).padStart(String(total).length)}/${total} ${last.outcome} ${last.file}${why}`);
};

/** `npm run ingest -- <folder>`: the documents of a folder into the company of the running fleet. Returns the exit code. */
export const ingestCommand = async ({ stateFolder, step, args }: Omit<Entry, 'projectFolder'>): Promise<number> => {
  const folder = await step('folder', 'npm run ingest -- ./docs', async () => folderFrom(args));
  const api = await step('sign-in', 'start Parley with `npm start` in another terminal', () => signedIn(stateFolder));
  const results = await step('documents', AGAIN, async () => {
    const { documents, others } = await documentsIn(folder);
    if (others.length > 0)
      console.log(`left out, no PDF, DOCX, Markdown, HTML or text file: ${others.length}, such as ${others[0]}`);
    return ingestDocuments(api, folder, documents, show);
  });
  console.log(summary(results));
  return results.length > 0 && results.every(({ outcome }) => outcome !== 'refused') ? 0 : 1;
};
