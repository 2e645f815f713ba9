import { Injectable } from '@nestjs/common';
import { CanonicalTexts } from '../document/canonical-text.js';
import { Documents } from '../document/document.store.js';
import { type VersionRecord, Versions } from '../document/version.store.js';
import { TakeAddress } from '../fetch/take-address.js';
import { Files } from '../file/files.js';
import { embedded, pagesOf, pagesRead, stageBegins, type Ending } from '../job/job.js';
import { DocumentWorker } from '../worker/document-worker.js';
import type { CutProgress } from '../worker/protocol.js';
import type { HeldJob } from './held-job.js';
import { type CutVersion, Publish } from './publish.js';

/** The stages of a job. What one has made is stored before the next begins, so that another process goes on there. */
@Injectable()
export class Stages {
  constructor(
    private readonly documents: Documents,
    private readonly versions: Versions,
    private readonly files: Files,
    private readonly texts: CanonicalTexts,
    private readonly address: TakeAddress,
    private readonly worker: DocumentWorker,
    private readonly publish: Publish,
  ) {}

  /** How the job is to end; `undefined` when it has ended by going live. */
  async run(held: HeldJob): Promise<Ending | undefined> {
    const { tenant, id, document_id } = held.job;
    const version = await this.withContent(held, await this.versions.get(tenant, id));
    const document = await this.documents.present(tenant, document_id);
    if (!version || !document || document.revision > version.revision) return { status: 'cancelled' };
    if (document.version_id === id) return { status: 'done', unchanged: false };
    if (document.content_hash === version.content_hash) return { status: 'done', unchanged: true };
    return this.publish.publish(held, isCut(version) ? version : await this.cut(held, version));
  }

  /** A version that stands for an address gets what is there. */
  private async withContent(held: HeldJob, version: VersionRecord | undefined): Promise<VersionRecord | undefined> {
    if (!version || !('url' in version.given)) return version;
    if (held.job.status !== 'parsing') await held.change(stageBegins('parsing'));
    return this.address.take(held, version, version.given.url);
  }

  private async cut(held: HeldJob, version: VersionRecord): Promise<CutVersion> {
    if (held.job.status !== 'parsing') await held.change(stageBegins('parsing'));
    const { given: whole, tenant } = version;
    const onProgress = (progress: CutProgress) => void held.change(changeOf(progress)).catch(() => undefined);
    const { file, source: text, ...given } = { file: undefined, source: undefined, ...whole };
    const request = { kind: 'cut', given, ...(text === undefined ? {} : { text }) } as const;
    const pieces = file === undefined ? {} : { pieces: this.files.read(tenant, file) };
    const cut = await this.worker.ask(request, held.signal, { ...pieces, onProgress });
    const change = await this.texts.keep(version, cut);
    const progress = { ...embedded(0, cut.chunks.length), ...pagesOf(cut) };
    await held.change(progress, [this.versions.updating(version, change)]);
    return { ...version, ...change, version: version.version + 1 } as CutVersion;
  }
}

const changeOf = (progress: CutProgress) =>
  progress.kind === 'parsed' ? stageBegins('chunking') : pagesRead(progress.done, progress.total);

const isCut = (version: VersionRecord): version is CutVersion => version.cut !== undefined;
