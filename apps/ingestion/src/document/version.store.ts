import { Inject, Injectable } from '@nestjs/common';
import { STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Draft, Store, Stored, Write } from '@parley/storage';
import type { CutDocument, Source } from '../worker/cut-document.js';

/** One version of a document: what was handed in and, once read, what it was cut into. Its id is that of its job. */
export interface VersionRecord extends Stored {
  readonly document_id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly bytes: number;
  readonly given: Source;
  readonly source_url?: string;
  readonly cut?: CutDocument;
}

const versions: CollectionSpec<VersionRecord> = {
  name: 'versions',
  schema: 1,
  indexes: [{ name: 'of_document', fields: ['document_id', 'revision'] }],
};

/** More versions than this of one document are not on their way at once. */
const page = 20;

@Injectable()
export class Versions {
  private readonly versions: Collection<VersionRecord>;

  constructor(@Inject(STORE) store: Store) {
    this.versions = store.collection(versions);
  }

  get(tenant: string, id: string): Promise<VersionRecord | undefined> {
    return this.versions.get(tenant, id);
  }

  inserting(draft: Draft<VersionRecord>): Write<VersionRecord> {
    return { kind: 'insert', collection: this.versions, draft };
  }

  /** Keeps what the version was cut into. */
  keepingCut({ id, version }: VersionRecord, cut: CutDocument): Write<VersionRecord> {
    return { kind: 'update', collection: this.versions, id, version, change: { cut } };
  }

  async delete(tenant: string, id: string): Promise<void> {
    await this.versions.delete(tenant, id);
  }

  /** Removes the versions before `revision`. */
  async deleteBefore(tenant: string, document_id: string, revision: number): Promise<void> {
    for (;;) {
      const query = { index: 'of_document', where: { document_id }, before: revision, limit: page };
      const found = await this.versions.find(tenant, query);
      for (const { id } of found) await this.versions.delete(tenant, id);
      if (found.length < page) return;
    }
  }
}

/** The text that offsets of chunks refer to. */
export const canonicalText = ({ given, cut }: VersionRecord): string => cut?.text ?? given.source;
