import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtraModels, getSchemaPath } from '@nestjs/swagger';
import {
  AbandonUpload,
  CancelJob,
  DeleteDocument,
  DocumentDeleted,
  DocumentList,
  DocumentSummary,
  FleetError,
  IngestAddress,
  IngestDocument,
  IngestUpload,
  IngestionJob,
  ListChunks,
  ListDocuments,
  PassageSearch,
  PassageSearchResult,
  PutUploadPiece,
  ReadDocument,
  ReadJob,
  SearchPassages,
  largestPiece,
} from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { PageQuery, pageOf } from '../api/page.js';
import { Route } from '../api/route.js';
import { UnreadForm } from '../http/raw-body.js';
import type { DoorRequest, RouteFacts } from '../http/request.js';
import { ChunkPage, DocumentBody, DocumentForm } from './bodies.js';
import { documentDraftOf } from './document-draft.js';
import { Uploads } from './uploads.js';

/** JSON may write a character in six. */
const upload: RouteFacts = { body_bytes: 6 * largestPiece };

const form = {
  allOf: [
    { $ref: getSchemaPath(DocumentForm) },
    { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } },
  ],
};

@Controller('knowledge-base')
export class DocumentsController {
  constructor(
    private readonly fleet: Fleet,
    private readonly uploads: Uploads,
  ) {}

  @Post('documents/ingest')
  @RouteConfig(upload)
  @ApiExtraModels(DocumentForm, DocumentBody)
  @Route({
    summary: 'Takes a document in, new or in a new version; it is searchable when the job is done.',
    status: 202,
    data: IngestionJob,
    bodies: { 'application/json': { $ref: getSchemaPath(DocumentBody) }, 'multipart/form-data': form },
    asks: [IngestDocument, IngestAddress, PutUploadPiece, IngestUpload, AbandonUpload],
  })
  async ingest(@Req() { call, body }: DoorRequest): Promise<IngestionJob> {
    if (body instanceof UnreadForm) return this.uploads.ingest(body, call);
    const draft = documentDraftOf(body);
    return 'url' in draft ? this.fleet.ask(IngestAddress, draft, call) : this.fleet.ask(IngestDocument, draft, call);
  }

  @Get('documents/ingest/:job_id/status')
  @Route({ summary: 'How far an ingestion is.', data: IngestionJob, asks: [ReadJob] })
  job(@Req() { call }: DoorRequest, @Param('job_id') job_id: string): Promise<IngestionJob> {
    return this.fleet.ask(ReadJob, { job_id }, call);
  }

  @Post('documents/ingest/:job_id/cancel')
  @Route({ summary: 'Stops an ingestion that is not done.', data: IngestionJob, asks: [CancelJob] })
  cancel(@Req() { call }: DoorRequest, @Param('job_id') job_id: string): Promise<IngestionJob> {
    return this.fleet.ask(CancelJob, { job_id }, call);
  }

  @Get('documents')
  @Route({ summary: 'The company’s documents.', data: DocumentList, asks: [ListDocuments] })
  list(@Req() { call }: DoorRequest, @Query() query: PageQuery): Promise<DocumentList> {
    return this.fleet.ask(ListDocuments, pageOf(query), call);
  }

  @Get('documents/:document_id')
  @Route({ summary: 'One document.', data: DocumentSummary, asks: [ReadDocument] })
  read(@Req() { call }: DoorRequest, @Param('document_id') document_id: string): Promise<DocumentSummary> {
    return this.fleet.ask(ReadDocument, { document_id }, call);
  }

  @Delete('documents/:document_id')
  @Route({
    summary: 'Deletes a document; nothing is answered from it any more.',
    data: DocumentDeleted,
    asks: [DeleteDocument],
  })
  remove(@Req() { call }: DoorRequest, @Param('document_id') document_id: string): Promise<DocumentDeleted> {
    return this.fleet.ask(DeleteDocument, { document_id }, call);
  }

  @Get('documents/:document_id/chunks')
  @Route({ summary: 'The pieces that a document was cut into.', data: ChunkPage, asks: [ListChunks] })
  async chunks(
    @Req() { call }: DoorRequest,
    @Param('document_id') document_id: string,
    @Query() query: PageQuery,
  ): Promise<ChunkPage> {
    const { limit, cursor } = pageOf(query);
    const after = cursor === undefined ? {} : { after: numberOf(cursor) };
    const { items, next } = await this.fleet.ask(ListChunks, { document_id, limit, ...after }, call);
    return { items, ...(next === undefined ? {} : { cursor: String(next) }) };
  }

  @Post('search')
  @Route({ summary: 'Finds passages of the documents.', data: PassageSearchResult, asks: [SearchPassages] })
  search(@Req() { call }: DoorRequest, @Body() search: PassageSearch): Promise<PassageSearchResult> {
    return this.fleet.ask(SearchPassages, search, call);
  }
}

function numberOf(cursor: string): number {
  if (!/^\d{1,9}$/.test(cursor))
    throw new FleetError('request.invalid', { fields: { cursor: ['is none of this list'] } });
  return Number(cursor);
}
