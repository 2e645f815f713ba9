import { isUtf8 } from 'node:buffer';
import { readFile, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, type Api } from './api.js';
import { textTypeOf, typeOf } from './documents-in.js';

const MB = 1024 * 1024;
/** Larger documents are not taken. */
const LARGEST = 25 * MB;
/** Larger texts go as files do. */
const LARGEST_TEXT = MB / 2;

const AT_ONCE = 4;
const JOB_ASKED_EVERY_MS = 200;

interface Job {
  readonly job_id: string;
  readonly status: string;
  readonly unchanged: boolean;
  readonly error_message?: string;
  readonly pages_total?: number;
  readonly pages_failed?: number;
}

/** What became of one file. */
export type Ingested = { readonly file: string } &
  /** `pages` of which nothing could be taken. */
  (
    | { readonly outcome: 'ingested'; readonly pages?: number }
    | { readonly outcome: 'unchanged' }
    | { readonly outcome: 'refused'; readonly why: string }
  );

export interface Progress {
  readonly done: number;
  readonly total: number;
  readonly last: Ingested;
}

/** As JSON where it is a text of usual length, else as a form. */
const bodyOf = (file: string, bytes: Buffer<ArrayBuffer>): object => {
  const name = file.split(sep).join('/');
  const content_type = textTypeOf(file);
  if (content_type !== undefined && bytes.length <= LARGEST_TEXT)
    return { name, content: bytes.toString('utf8'), content_type };
  const form = new FormData();
  form.append('name', name);
  form.append('file', new File([bytes], name, { type: typeOf(file)! }));
  return form;
};

/** The bytes of a document, or why they are not sent. */
const contentOf = async (path: string): Promise<Buffer<ArrayBuffer> | string> => {
  try {
    if ((await stat(path)).size > LARGEST) return `it is larger than ${LARGEST / MB} MB`;
    const bytes = await readFile(path);
    return textTypeOf(path) !== undefined && !isUtf8(bytes) ? 'its text is not UTF-8' : bytes;
  } catch (error) {
    return `it cannot be read (${(error as NodeJS.ErrnoException).code})`;
  }
};

const ingest = async (api: Api, folder: string, file: string): Promise<Ingested> => {
  const bytes = await contentOf(join(folder, file));
  if (typeof bytes === 'string') return { file, outcome: 'refused', why: bytes };
  try {
    const body = bodyOf(file, bytes);
    let job = await api.call<Job>({ method: 'POST', path: '/knowledge-base/documents/ingest', body });
    while (!['done', 'failed', 'cancelled'].includes(job.status)) {
      await sleep(JOB_ASKED_EVERY_MS);
      job = await api.call<Job>({ method: 'GET', path: `/knowledge-base/documents/ingest/${job.job_id}/status` });
    }
    if (job.status === 'done' && job.unchanged) return { file, outcome: 'unchanged' };
    if (job.status === 'done')
      return { file, outcome: 'ingested', ...(job.pages_failed ? { pages: job.pages_failed } : {}) };
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
