import { Injectable } from '@nestjs/common';
import { Documents } from '../document/document.store.js';
import { type VersionRecord, Versions } from '../document/version.store.js';
import { embedded, stageBegins, type Ending } from '../job/job.js';
import { DocumentWorker } from '../worker/document-worker.js';
import type { HeldJob } from './held-job.js';
import { type CutVersion, Publish } from './publish.js';

/** The stages of a job. What one has made is stored before the next begins, so that another process goes on there. */
@Injectable()
export class Stages {
  constructor(
    private readonly documents: Documents,
    private readonly versions: Versions,
    private readonly worker: DocumentWorker,
    private readonly publish: Publish,
  ) {}

  /** How the job is to end; `undefined` when it has ended by going live. */
  async run(held: HeldJob): Promise<Ending | undefined> {
    const { tenant, id, document_id } = held.job;
    const version = await this.versions.get(tenant, id);
    const document = await this.documents.present(tenant, document_id);
    if (!version || !document || document.revision > version.revision) return { status: 'cancelled' };
    if (document.version_id === id) return { status: 'done', unchanged: false };
    if (document.content_hash === version.content_hash) return { status: 'done', unchanged: true };
    return this.publish.publish(held, isCut(version) ? version : await this.cut(held, version));
  }

  private async cut(held: HeldJob, version: VersionRecord): Promise<CutVersion> {
    if (held.job.status !== 'parsing') await held.change(stageBegins('parsing'));
    const onParsed = () => void held.change(stageBegins('chunking')).catch(() => undefined);
    const cut = await this.worker.ask({ kind: 'cut', given: version.given }, held.signal, onParsed);
    await held.change(embedded(0, cut.chunks.length), [this.versions.keepingCut(version, cut)]);
    return { ...version, cut, version: version.version + 1 };
  }
}

const isCut = (version: VersionRecord): version is CutVersion => version.cut !== undefined;
