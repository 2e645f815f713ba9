import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { Api } from './api.js';
import { demoCompany } from './demo-company.js';
import { documentsIn, ingestDocuments, summary, type Progress } from './ingest-folder.js';
import { runningFleet } from './running-fleet.js';

const show = ({ done, total, last }: Progress): void => {
  const why = last.outcome === 'refused' ? `: ${last.why}` : '';
  console.log(`${String(done).padStart(String(total).length)}/${total} ${last.outcome} ${last.file}${why}`);
};

/** `npm run ingest -- <folder>`: the documents of a folder into the company of the running fleet. Returns the exit code. */
export const ingestCommand = async (stateFolder: string, args: readonly string[], from: string): Promise<number> => {
  const [folder, ...more] = args;
  if (folder === undefined || more.length > 0) throw new Error('usage: npm run ingest -- <folder>');
  const path = resolve(from, folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) throw new Error(`${path} is not a folder`);
  const { gateway_url } = runningFleet(stateFolder);
  const { slug, owner_email, owner_password } = demoCompany(stateFolder);
  const { documents, others } = await documentsIn(path);
  if (others.length > 0)
    console.log(`left out, neither Markdown, HTML nor text: ${others.length} files, such as ${others[0]}`);
  const api = new Api(gateway_url);
  await api.signIn({ tenant: slug, email: owner_email, password: owner_password });
  const results = await ingestDocuments(api, path, documents, show);
  console.log(summary(results));
  return results.some(({ outcome }) => outcome === 'refused') || results.length === 0 ? 1 : 0;
};
