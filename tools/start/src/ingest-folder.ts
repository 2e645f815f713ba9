import { isUtf8 } from 'node:buffer';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, type Api } from './api.js';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.md': 'text/markdown',
  '.markdown': 'text/markdown',
  '.html': 'text/html',
  '.htm': 'text/html',
  '.txt': 'text/plain',
};

const AT_ONCE = 4;
const JOB_ASKED_EVERY_MS = 200;

interface Job {
  readonly job_id: string;
  readonly status: string;
  readonly unchanged: boolean;
  readonly error_message?: string;
}

/** What became of one file. */
export type Ingested = { readonly file: string } & (
  { readonly outcome: 'ingested' | 'unchanged' } | { readonly outcome: 'refused'; readonly why: string }
);

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly last: Ingested;
}

/** The documents in a folder and its subfolders, sorted, and the files that are none. */
export const documentsIn = async (folder: string): Promise<{ documents: string[]; others: string[] }> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .filter((file) => !file.split(sep).some((part) => part.startsWith('.') || part === 'node_modules'))
    .sort();
  const isDocument = (file: string): boolean => extname(file).toLowerCase() in CONTENT_TYPES;
  return { documents: files.filter(isDocument), others: files.filter((file) => !isDocument(file)) };
};

const ingest = async (api: Api, folder: string, file: string): Promise<Ingested> => {
  const bytes = await readFile(join(folder, file));
  if (!isUtf8(bytes)) return { file, outcome: 'refused', why: 'its text is not UTF-8' };
  try {
    const body = {
      name: file.split(sep).join('/'),
      content: bytes.toString('utf8'),
      content_type: CONTENT_TYPES[extname(file).toLowerCase()],
    };
    let job = await api.call<Job>({ method: 'POST', path: '/knowledge-base/documents/ingest', body });
    while (!['done', 'failed', 'cancelled'].includes(job.status)) {
      await sleep(JOB_ASKED_EVERY_MS);
      job = await api.call<Job>({ method: 'GET', path: `/knowledge-base/documents/ingest/${job.job_id}/status` });
    }
    if (job.status === 'done') return { file, outcome: job.unchanged ? 'unchanged' : 'ingested' };
    return { file, outcome: 'refused', why: job.error_message ?? job.status };
  } catch (error) {
    if (error instanceof ApiError && error.status < 500)
      return { file, outcome: 'refused', why: `${error.message} ${error.suggestedAction}` };
    throw error;
  }
};

/** Ingests documents of a folder by the public API, each under its path in the folder, and waits until they can be found. */
export const ingestDocuments = async (
  api: Api,
  folder: string,
  documents: readonly string[],
  tell: (progress: Progress) => void,
): Promise<Ingested[]> => {
  const results: Ingested[] = [];
  const waiting = [...documents];
  const work = async (): Promise<void> => {
    for (let file = waiting.shift(); file !== undefined; file = waiting.shift()) {
      const last = await ingest(api, folder, file);
      results.push(last);
      tell({ done: results.length, total: documents.length, last });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return results;
};

/** For example `48 ingested, 2 unchanged`. */
export const summary = (results: readonly Ingested[]): string => {
  const counts = (['ingested', 'unchanged', 'refused'] as const).map(
    (outcome) => [outcome, results.filter((result) => result.outcome === outcome).length] as const,
  );
  return counts.flatMap(([outcome, count]) => (count ? [`${count} ${outcome}`] : [])).join(', ') || 'no documents';
};
