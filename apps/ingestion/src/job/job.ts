import { errors, type ErrorCode, type IngestionJob } from '@parley/contracts';
import type { Change, Draft } from '@parley/storage';
import type { CutDocument } from '../worker/cut-document.js';
import type { JobRecord } from './job.store.js';

/** Share of the whole at which each stage begins; embedding goes on by its chunks. */
const begins = { parsing: 5, chunking: 25, embedding: 30, indexing: 90 } as const;

export type Stage = keyof typeof begins;

export const stageBegins = (status: Stage): Change<JobRecord> => ({ status, percentage: begins[status] });

export const pagesRead = (pages_done: number, pages_total: number): Change<JobRecord> => {
  const share = pages_total === 0 ? 1 : pages_done / pages_total;
  const percentage = Math.floor(begins.parsing + share * (begins.chunking - begins.parsing));
  return { status: 'parsing', pages_done, pages_total, percentage };
};

export const pagesOf = ({ pages }: CutDocument): Change<JobRecord> =>
  pages
    ? {
        ...{ pages_done: pages.total, pages_total: pages.total, pages_failed: pages.failed },
        ...(pages.failed === 0 ? {} : { page_errors: pages.first_failed }),
      }
    : {};

export const embedded = (chunks_done: number, chunks_total: number): Change<JobRecord> => {
  const share = chunks_total === 0 ? 1 : chunks_done / chunks_total;
  const percentage = Math.floor(begins.embedding + share * (begins.indexing - begins.embedding));
  return { status: 'embedding', chunks_done, chunks_total, percentage };
};

/** How a job ends. */
export type Ending =
  | { readonly status: 'done'; readonly unchanged: boolean }
  | { readonly status: 'failed'; readonly code: ErrorCode }
  /** On request, or because the document was deleted or a later version is live already. */
  | { readonly status: 'cancelled' };

export function ended(ending: Ending, now: number): Change<JobRecord> {
  const { status } = ending;
  const over = { status, finished_at: new Date(now).toISOString(), ended: now, due: undefined, holder: undefined };
  switch (ending.status) {
    case 'done':
      return { ...over, percentage: 100, unchanged: ending.unchanged };
    case 'failed':
      return { ...over, error: ending.code, error_message: errors[ending.code].message };
    case 'cancelled':
      return over;
  }
}

export const toJob = (job: JobRecord | Draft<JobRecord>): IngestionJob => ({
  job_id: job.id,
  document_id: job.document_id,
  status: job.status,
  percentage: job.percentage,
  chunks_total: job.chunks_total,
  chunks_done: job.chunks_done,
  ...given(job, ['pages_total', 'pages_done', 'pages_failed']),
  ...(job.page_errors === undefined ? {} : { page_errors: [...job.page_errors] }),
  unchanged: job.unchanged,
  created_at: job.created_at,
  ...given(job, ['error', 'error_message', 'finished_at']),
});

/** Those of the fields that it has. */
const given = <K extends keyof JobRecord>(
  job: JobRecord | Draft<JobRecord>,
  fields: readonly K[],
): Pick<JobRecord, K> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = (job as JobRecord)[field];
      return value === undefined ? [] : [[field, value]];
    }),
  ) as Pick<JobRecord, K>;
