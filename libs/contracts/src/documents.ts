import { request } from './contract.js';
import { languages, type Language } from './entry.js';
import { Decimal, Flag, Id, Instant, Integer, ListOf, OneOf, Text } from './fields.js';
import { administrators, staff } from './principal.js';

/** Requests to ingestion about the documents that it has. */

export const documentTypes = [
  'text/markdown',
  'text/html',
  'text/plain',
  'application/pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
] as const;
export type DocumentType = (typeof documentTypes)[number];

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
