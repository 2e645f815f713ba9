import { request } from './contract.js';
import { languages, type Language } from './entry.js';
import { Decimal, Flag, Id, Instant, Integer, ListOf, OneOf, Text, visible } from './fields.js';
import { administrators, staff } from './principal.js';

/** Largest document, in bytes. */
export const largestDocument = 25 * 1024 * 1024;

/** Largest piece of a document that travels in one request, in bytes; a document no larger goes whole. */
export const largestPiece = 512 * 1024;

export const documentTypes = [
  'text/markdown',
  'text/html',
  'text/plain',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
export type DocumentType = (typeof documentTypes)[number];

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

export class DocumentSummary {
  @Id() id!: string;
  @Text({ max: 300 }) name!: string;
  @Text({ max: 500 }) title!: string;
  @OneOf(languages) language!: Language;
  @OneOf(documentTypes) content_type!: DocumentType;
  @Text({ max: 2000, optional: true }) source_url?: string;
  @Integer({ min: 0 }) bytes!: number;
  @Integer({ min: 0 }) chunks!: number;
  @Integer({ min: 0, description: 'number of the live version; 0 while the first is on its way' }) revision!: number;
  @Instant() created_at!: string;
  @Instant() updated_at!: string;
}

export class DocumentAsk {
  @Id() document_id!: string;
}

export const ReadDocument = request('rpc.ingestion.document.read.v1', {
  input: DocumentAsk,
  output: DocumentSummary,
  errors: ['document.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: staff,
  askedBy: ['gateway'],
});

export class DocumentListAsk {
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Id({ optional: true, description: 'of the last document of the page before' }) cursor?: string;
}

export class DocumentList {
  @ListOf(() => DocumentSummary, { max: 100 }) items!: DocumentSummary[];
  @Text({ max: 400, optional: true }) cursor?: string;
}

export const ListDocuments = request('rpc.ingestion.document.list.v1', {
  input: DocumentListAsk,
  output: DocumentList,
  errors: [],
  deadlineMs: 3000,
  idempotent: true,
  allow: staff,
  askedBy: ['gateway'],
});

export class DocumentDeleted {
  @Id() document_id!: string;
  @Flag() deleted!: boolean;
}

/** Its passages are gone when this replies. */
export const DeleteDocument = request('rpc.ingestion.document.delete.v1', {
  input: DocumentAsk,
  output: DocumentDeleted,
  errors: ['document.not_found'],
  deadlineMs: 5000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

/**
 * A piece of a document's text, verbatim: `text` is the document's text from `start` to `end` (UTF-16 offsets, `end`
 * exclusive). The text of Markdown and plain text is the source itself without its byte order mark; that of HTML, DOCX and
 * PDF is what a reader sees, with blocks parted by line breaks and cells of a table row by " | ".
 */
export class Chunk {
  @Integer({ min: 0 }) number!: number;
  @Text({ max: 20000 }) text!: string;
  @Integer({ min: 0 }) start!: number;
  @Integer({ min: 0 }) end!: number;
  @Text({ max: 5100, description: 'headings above it below the title, joined by " › "' }) heading!: string;
  @Integer({ min: 1, optional: true, description: 'of a document that has pages: where it begins' }) page?: number;
}

export class ChunkListAsk {
  @Id() document_id!: string;
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Integer({ min: 0, optional: true, description: 'chunks after this number' }) after?: number;
}

export class ChunkList {
  @ListOf(() => Chunk, { max: 100 }) items!: Chunk[];
  @Decimal({ min: 0, optional: true }) next?: number;
}

export const ListChunks = request('rpc.ingestion.chunk.list.v1', {
  input: ChunkListAsk,
  output: ChunkList,
  errors: ['document.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: staff,
  askedBy: ['gateway'],
});
