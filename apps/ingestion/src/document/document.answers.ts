import { Injectable } from '@nestjs/common';
import {
  type Chunk,
  type ChunkList,
  type ChunkListAsk,
  type DocumentAsk,
  type DocumentDeleted,
  type DocumentList,
  type DocumentListAsk,
  type DocumentSummary,
  DeleteDocument,
  FleetError,
  ListChunks,
  ListDocuments,
  ReadDocument,
} from '@parley/contracts';
import { Answers, type Call, fitting } from '@parley/messaging';
import { CanonicalTexts } from './canonical-text.js';
import { Deletions } from './deletions.js';
import { type DocumentRecord, Documents, toSummary } from './document.store.js';
import { type VersionRecord, Versions } from './version.store.js';

@Injectable()
export class DocumentAnswers {
  constructor(
    private readonly documents: Documents,
    private readonly versions: Versions,
    private readonly texts: CanonicalTexts,
    private readonly deletions: Deletions,
  ) {}

  @Answers(ReadDocument)
  async read({ document_id }: DocumentAsk, { tenant }: Call): Promise<DocumentSummary> {
    return toSummary(await this.found(tenant, document_id));
  }

  @Answers(ListDocuments)
  async list({ limit, cursor }: DocumentListAsk, { tenant }: Call): Promise<DocumentList> {
    const found = await this.documents.list(tenant, limit, cursor);
    const items = fitting(found.map(toSummary));
    const last = items.length === limit || items.length < found.length ? items.at(-1) : undefined;
    return { items, ...(last ? { cursor: last.id } : {}) };
  }

  @Answers(DeleteDocument)
  async delete({ document_id }: DocumentAsk, { tenant, trace_id }: Call): Promise<DocumentDeleted> {
    if (!(await this.deletions.delete(tenant, document_id, trace_id))) throw new FleetError('document.not_found');
    return { document_id, deleted: true };
  }

  @Answers(ListChunks)
  async chunks({ document_id, limit, after }: ChunkListAsk, { tenant }: Call): Promise<ChunkList> {
    const { version_id } = await this.found(tenant, document_id);
    const version = version_id === undefined ? undefined : await this.versions.get(tenant, version_id);
    const all = version?.cut?.chunks.length ?? 0;
    const items = version ? fitting(await this.chunksOf(version, after === undefined ? 0 : after + 1, limit)) : [];
    const last = items.at(-1);
    return { items, ...(last && last.number + 1 < all ? { next: last.number } : {}) };
  }

  private async found(tenant: string, id: string): Promise<DocumentRecord> {
    const document = await this.documents.present(tenant, id);
    if (!document) throw new FleetError('document.not_found');
    return document;
  }

  private async chunksOf(version: VersionRecord, from: number, limit: number): Promise<Chunk[]> {
    const spans = (version.cut?.chunks ?? []).slice(from, from + limit);
    const first = Math.min(...spans.map(({ start }) => start));
    const text =
      spans.length === 0 ? '' : await this.texts.read(version, first, Math.max(...spans.map(({ end }) => end)));
    return spans.map(({ start, end, heading, page }, offset) => ({
      ...{ number: from + offset, text: text.slice(start - first, end - first), start, end },
      ...{ heading: heading.join(' › '), ...(page === undefined ? {} : { page }) },
    }));
  }
}
