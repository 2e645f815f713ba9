import { request } from './contract.js';
import { languages, type Language } from './entry.js';
import { Flag, Id, Instant, Integer, ListOf, OneOf, Text, visible } from './fields.js';
import { administrators } from './principal.js';

/** Requests to ingestion that bring documents in; those about what is there stand in `documents.ts`. */

/** Largest document, in bytes. */
export const largestDocument = 25 * 1024 * 1024;

/** Largest piece of a document that travels in one request, in bytes; a document no larger goes whole. */
export const largestPiece = 512 * 1024;

/** What is said about a document beside its content. */
export class DocumentLabels {
  /** The document's name in its company: the same name again is a new version of the same document. */
  @Text({ min: 1, max: 300, pattern: visible }) name!: string;
  @Text({
    min: 1,
    max: 500,
    pattern: visible,
    optional: true,
    description: 'else that of the document itself, else the name',
  })
  title?: string;
  @Text({ max: 100, optional: true, description: 'declared type; the content is looked at all the same' })
  content_type?: string;
  @Text({ max: 2000, optional: true, description: 'where customers can read it' }) source_url?: string;
  @OneOf(languages, { optional: true, description: 'else it is found out' }) language?: Language;
  @Text({ min: 1, max: 200, optional: true, description: 'opens a protected PDF; forgotten once it is read' })
  password?: string;
}

export class DocumentDraft extends DocumentLabels {
  @Text({ max: 800_000, description: 'the bytes of the document, base64' }) content_base64!: string;
}

export const jobStates = [
  'queued',
  'parsing',
  'chunking',
  'embedding',
  'indexing',
  'done',
  'failed',
  'cancelled',
] as const;
export type JobState = (typeof jobStates)[number];

/** A page of which nothing could be taken. */
export class PageError {
  @Integer({ min: 1 }) page!: number;
  @OneOf(['unreadable', 'no_text'], { description: 'no_text: empty, or a picture such as a scan' })
  error!: 'unreadable' | 'no_text';
}

export class IngestionJob {
  @Id() job_id!: string;
  @Id() document_id!: string;
  @OneOf(jobStates) status!: JobState;
  @Integer({ min: 0, max: 100 }) percentage!: number;
  @Integer({ min: 0 }) chunks_total!: number;
  @Integer({ min: 0 }) chunks_done!: number;
  @Integer({ min: 0, optional: true, description: 'of a document that has pages, once it is opened' })
  pages_total?: number;
  @Integer({ min: 0, optional: true }) pages_done?: number;
  @Integer({ min: 0, optional: true, description: 'pages of which nothing could be taken' }) pages_failed?: number;
  @ListOf(() => PageError, { max: 20, optional: true, description: 'the first of them' }) page_errors?: PageError[];
  @Flag({ description: 'the content was the same as before: nothing was done' }) unchanged!: boolean;
  @Text({ max: 60, optional: true, description: 'code of the error table when failed' }) error?: string;
  @Text({ max: 500, optional: true }) error_message?: string;
  @Instant() created_at!: string;
  @Instant({ optional: true }) finished_at?: string;
}

/**
 * Answers as soon as document and job are stored. The same name again is a new version; of several on their way the one
 * that was accepted last is live in the end. Content that is live already gives a job that is done, `unchanged`.
 */
export const IngestDocument = request('rpc.ingestion.document.ingest.v1', {
  input: DocumentDraft,
  output: IngestionJob,
  errors: [
    'document.too_large',
    'document.empty',
    'document.encrypted',
    'document.type_unsupported',
    'document.unreadable',
    'idempotency.key_reused',
  ],
  deadlineMs: 8000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class AddressDraft extends DocumentLabels {
  @Text({ min: 1, max: 2000, description: 'http or https; fetched by the job' }) url!: string;
}

/** As `IngestDocument`, of a document that the job fetches: whether it is `unchanged` shows there. */
export const IngestAddress = request('rpc.ingestion.address.ingest.v1', {
  input: AddressDraft,
  output: IngestionJob,
  errors: ['document.address_refused', 'idempotency.key_reused'],
  deadlineMs: 8000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class UploadPiece {
  @Id({ description: 'a new one begins an upload' }) upload_id!: string;
  @Integer({ min: 0, max: 10_000, description: 'from 0, one after the other' }) number!: number;
  @Text({ max: 800_000, description: 'the bytes of the piece, base64' }) content_base64!: string;
}

/** What is stored of an upload. */
export class UploadReceipt {
  @Id() upload_id!: string;
  @Integer({ min: 0 }) pieces!: number;
  @Integer({ min: 0 }) bytes!: number;
}

/** Takes the next piece of a file; it is stored when this replies. An upload of which nothing comes for 10 minutes is removed. */
export const PutUploadPiece = request('rpc.ingestion.upload.put.v1', {
  input: UploadPiece,
  output: UploadReceipt,
  errors: ['upload.lost', 'document.too_large', 'limit.exceeded'],
  deadlineMs: 8000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class UploadedDocument extends DocumentLabels {
  @Id() upload_id!: string;
  @Integer({ min: 1 }) bytes!: number;
  @Text({ min: 64, max: 64, pattern: /^[0-9a-f]{64}$/, description: 'of the whole file' }) sha256!: string;
}

/** As `IngestDocument`, of a file whose pieces were put before. */
export const IngestUpload = request('rpc.ingestion.upload.ingest.v1', {
  input: UploadedDocument,
  output: IngestionJob,
  errors: [
    'upload.lost',
    'document.empty',
    'document.encrypted',
    'document.type_unsupported',
    'document.unreadable',
    'idempotency.key_reused',
  ],
  deadlineMs: 12_000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class UploadAsk {
  @Id() upload_id!: string;
}

/** Removes what came of a file that will not be complete. */
export const AbandonUpload = request('rpc.ingestion.upload.abandon.v1', {
  input: UploadAsk,
  output: UploadAsk,
  errors: [],
  deadlineMs: 3000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class JobAsk {
  @Id() job_id!: string;
}

export const ReadJob = request('rpc.ingestion.job.read.v1', {
  input: JobAsk,
  output: IngestionJob,
  errors: ['job.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

/** Ends a job that has not reached `indexing`; from there on it runs to its end, and the job is returned as it is. */
export const CancelJob = request('rpc.ingestion.job.cancel.v1', {
  input: JobAsk,
  output: IngestionJob,
  errors: ['job.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});
