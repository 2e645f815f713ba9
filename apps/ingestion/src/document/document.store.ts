import { Inject, Injectable } from '@nestjs/common';
import type { DocumentSummary, DocumentType, Language } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import type { Change, Collection, CollectionSpec, Draft, Store, Stored, Write } from '@parley/storage';

/** What is to be done about a deleted document: its passages and versions go first, then, for repeats, its record. */
export type Deletion =
  { readonly state: 'begun'; readonly trace_id: string } | { readonly state: 'done'; readonly trace_id: string };

export interface DocumentRecord extends Stored {
  readonly name: string;
  /** NFC of the name; missing once it is deleted, so that the name is free. */
  readonly name_key?: string;
  /** Its id, as long as lists show it. */
  readonly listed?: string;
  readonly title: string;
  readonly language: Language;
  readonly content_type: DocumentType;
  readonly source_url?: string;
  readonly bytes: number;
  readonly chunks: number;
  /** Number of the live version; 0 while there is none. */
  readonly revision: number;
  /** Number of the version accepted last. */
  readonly latest: number;
  /** Of the live version: its hash and its id. */
  readonly content_hash?: string;
  readonly version_id?: string;
  readonly created_at: string;
  readonly updated_at: string;
  readonly deletion?: Deletion;
  /** When the deletion goes on, in ms since 1970. */
  readonly deletion_due?: number;
}

const documents: CollectionSpec<DocumentRecord> = {
  name: 'documents',
  schema: 1,
  indexes: [
    { name: 'by_name', fields: ['name_key'], unique: true },
    { name: 'listed', fields: ['listed'] },
    { name: 'deleted', fields: ['deletion_due'], acrossTenants: true },
  ],
};

@Injectable()
export class Documents {
  private readonly documents: Collection<DocumentRecord>;

  constructor(@Inject(STORE) store: Store) {
    this.documents = store.collection(documents);
  }

  /** Deleted ones, too, as long as their record is kept. */
  get(tenant: string, id: string): Promise<DocumentRecord | undefined> {
    return this.documents.get(tenant, id);
  }

  async present(tenant: string, id: string): Promise<DocumentRecord | undefined> {
    const document = await this.documents.get(tenant, id);
    return document?.deletion ? undefined : document;
  }

  async byName(tenant: string, name: string): Promise<DocumentRecord | undefined> {
    const where = { name_key: nameKey(name) };
    const [document] = await this.documents.find(tenant, { index: 'by_name', where, limit: 1 });
    return document;
  }

  /** In the order of their making. */
  list(tenant: string, limit: number, after: string | undefined): Promise<DocumentRecord[]> {
    return this.documents.find(tenant, {
      index: 'listed',
      where: {},
      limit,
      ...(after === undefined ? {} : { after }),
    });
  }

  deletionsDue(now: number, limit: number): Promise<DocumentRecord[]> {
    return this.documents.findAcrossTenants({ index: 'deleted', where: {}, before: now, limit });
  }

  inserting(draft: Draft<DocumentRecord>): Write<DocumentRecord> {
    return { kind: 'insert', collection: this.documents, draft };
  }

  updating({ id, version }: DocumentRecord, change: Change<DocumentRecord>): Write<DocumentRecord> {
    return { kind: 'update', collection: this.documents, id, version, change };
  }

  update(document: DocumentRecord, change: Change<DocumentRecord>): Promise<DocumentRecord | undefined> {
    return this.documents.update(document.tenant, document.id, document.version, change);
  }

  delete({ tenant, id }: DocumentRecord): Promise<boolean> {
    return this.documents.delete(tenant, id);
  }
}

export const nameKey = (name: string): string => name.normalize('NFC');

export const toSummary = (document: DocumentRecord): DocumentSummary => ({
  id: document.id,
  name: document.name,
  title: document.title,
  language: document.language,
  content_type: document.content_type,
  ...(document.source_url === undefined ? {} : { source_url: document.source_url }),
  bytes: document.bytes,
  chunks: document.chunks,
  revision: document.revision,
  created_at: document.created_at,
  updated_at: document.updated_at,
});
