import { Inject, Injectable } from '@nestjs/common';
import { STORE } from '@parley/messaging';
import type { Change, Collection, CollectionSpec, Draft, Store, Stored, Write } from '@parley/storage';
import { Files } from '../file/files.js';
import type { CutDocument, SourceFacts } from '../worker/cut-document.js';

/**
 * A document as it was handed in: its text without byte order mark, the file that its bytes are kept in, or where they
 * are to be fetched; these are then kept in a file named as the version.
 */
export type Given = SourceFacts & ({ readonly source: string } | { readonly file: string } | { readonly url: string });

/** One version of a document: what was handed in and, once read, what it was cut into. Its id is that of its job. */
export interface VersionRecord extends Stored {
  readonly document_id: string;
  readonly revision: number;
  readonly content_hash: string;
  readonly bytes: number;
  readonly given: Given;
  readonly source_url?: string;
  readonly cut?: CutDocument;
  /** The canonical text is in `textFileOf` its id, because it is long. */
  readonly text_in_file?: true;
  /** The file of `given`, to be found by it. */
  readonly file?: string;
}

const versions: CollectionSpec<VersionRecord> = {
  name: 'versions',
  schema: 1,
  indexes: [
    { name: 'of_document', fields: ['document_id', 'revision'] },
    { name: 'by_file', fields: ['file'] },
  ],
};

/** More versions than this of one document are not on their way at once. */
const page = 20;

@Injectable()
export class Versions {
  private readonly versions: Collection<VersionRecord>;

  constructor(
    @Inject(STORE) store: Store,
    private readonly files: Files,
  ) {
    this.versions = store.collection(versions);
  }

  get(tenant: string, id: string): Promise<VersionRecord | undefined> {
    return this.versions.get(tenant, id);
  }

  inserting(draft: Draft<VersionRecord>): Write<VersionRecord> {
    return { kind: 'insert', collection: this.versions, draft };
  }

  updating({ id, version }: VersionRecord, change: Change<VersionRecord>): Write<VersionRecord> {
    return { kind: 'update', collection: this.versions, id, version, change };
  }

  /** A version was made of this file. */
  async hasFile(tenant: string, file: string): Promise<boolean> {
    return (await this.versions.find(tenant, { index: 'by_file', where: { file }, limit: 1 })).length > 0;
  }

  async delete(tenant: string, id: string): Promise<void> {
    const version = await this.versions.get(tenant, id);
    if (version) await this.remove(version);
  }

  /** Removes the versions before `revision`. */
  async deleteBefore(tenant: string, document_id: string, revision: number): Promise<void> {
    for (;;) {
      const query = { index: 'of_document', where: { document_id }, before: revision, limit: page };
      const found = await this.versions.find(tenant, query);
      for (const version of found) await this.remove(version);
      if (found.length < page) return;
    }
  }

  /** Its files go first, so that none is left behind. */
  private async remove({ tenant, id, given }: VersionRecord): Promise<void> {
    if (!('source' in given)) {
      await this.files.delete(tenant, 'file' in given ? given.file : id);
      await this.files.delete(tenant, textFileOf(id));
    }
    await this.versions.delete(tenant, id);
  }
}

/** Name of the file with the canonical text of a version. */
export const textFileOf = (version_id: string): string => `text of ${version_id}`;
