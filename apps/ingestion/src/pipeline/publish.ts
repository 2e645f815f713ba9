import { Injectable } from '@nestjs/common';
import type { IndexedPassage } from '@parley/models';
import { Clock } from '@parley/runtime';
import { VersionConflict } from '@parley/storage';
import { Documents } from '../document/document.store.js';
import { CanonicalTexts } from '../document/canonical-text.js';
import { type VersionRecord, Versions } from '../document/version.store.js';
import { embedded, ended, stageBegins, type Ending } from '../job/job.js';
import type { CutDocument } from '../worker/cut-document.js';
import type { Vectors } from '../worker/protocol.js';
import { Embedding, embeddedText } from './embedding.js';
import type { HeldJob } from './held-job.js';
import { Indexing } from './indexing.js';

export type CutVersion = VersionRecord & { readonly cut: CutDocument };

/** Passages embedded in one go: between two the job can be cancelled and tells how far it is. */
const batch = 64;

/** Brings a version that was cut to the customers. */
@Injectable()
export class Publish {
  constructor(
    private readonly documents: Documents,
    private readonly versions: Versions,
    private readonly texts: CanonicalTexts,
    private readonly indexing: Indexing,
    private readonly embedding: Embedding,
    private readonly clock: Clock,
  ) {}

  /**
   * Puts the version in place of the one before and ends the job; how it is to end where a later version or a deletion
   * was there first. From `indexing` on there is no way back: who dies there is followed by one who
   * repeats it.
   */
  async publish(held: HeldJob, version: CutVersion): Promise<Ending | undefined> {
    const passages = passagesOf(version.cut, await this.texts.read(version));
    const embedding = await this.embed(held, version, passages);
    await held.change({ ...stageBegins('indexing'), chunks_done: passages.length });
    const { tenant, document_id, revision, cut, source_url } = version;
    const facts = { document_id, revision, title: cut.title, language: cut.language };
    const document = {
      ...{ ...facts, passages },
      ...(source_url === undefined ? {} : { url: source_url }),
      ...(embedding ? { embedding } : {}),
    };
    const indexed = await this.indexing.replace(tenant, document, held.signal);
    if (!indexed || !(await this.goLive(held, version))) return { status: 'cancelled' };
    await this.versions.deleteBefore(tenant, document_id, revision);
    return undefined;
  }

  private async embed(
    held: HeldJob,
    { cut }: CutVersion,
    passages: readonly IndexedPassage[],
  ): Promise<Vectors | undefined> {
    const made: Vectors[] = [];
    for (let at = 0; at < passages.length; at += batch) {
      const texts = passages.slice(at, at + batch).map((passage) => embeddedText(cut.title, passage));
      const vectors = await this.embedding.vectors(texts, held.signal);
      if (!vectors) return undefined;
      made.push(vectors);
      const done = Math.min(at + batch, passages.length);
      if (held.job.status !== 'indexing') await held.change(embedded(done, passages.length));
    }
    return { model: made[0]!.model, vectors: made.flatMap(({ vectors }) => vectors) };
  }

  /** The passages are there: now the document says so, too, and the job is done. False: it is gone, or was overtaken. */
  private async goLive(held: HeldJob, version: CutVersion): Promise<boolean> {
    const { tenant, document_id, revision, cut, given, source_url } = version;
    for (;;) {
      const document = await this.documents.present(tenant, document_id);
      if (!document || document.revision > revision) return false;
      const now = this.clock.now();
      const change = this.documents.updating(document, {
        ...{ title: cut.title, language: cut.language, content_type: given.content_type, bytes: version.bytes },
        ...{ source_url, chunks: cut.chunks.length, revision, version_id: version.id },
        ...{ content_hash: version.content_hash, updated_at: new Date(now).toISOString() },
      });
      try {
        await held.change(ended({ status: 'done', unchanged: false }, now), [change]);
        return true;
      } catch (error) {
        if (!(error instanceof VersionConflict)) throw error;
      }
    }
  }
}

const passagesOf = ({ chunks }: CutDocument, text: string): IndexedPassage[] =>
  chunks.map(({ start, end, heading, page }, number) => {
    return { number, text: text.slice(start, end), start, end, heading, ...(page === undefined ? {} : { page }) };
  });
