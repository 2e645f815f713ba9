import { Inject, Injectable } from '@nestjs/common';
import type { PassageIndex } from '@parley/models';
import { Clock, Logger } from '@parley/runtime';
import { ended } from '../job/job.js';
import { Jobs, type JobRecord } from '../job/job.store.js';
import { PASSAGES } from '../passages.js';
import { type DocumentRecord, Documents } from './document.store.js';
import { Versions } from './version.store.js';

/** A deletion that has not gone on for so long was left by its process, in milliseconds. */
const abandonedAfter = 5000;
/** How long a repeat of a deletion is known, in milliseconds. */
const repeatKnownFor = 3_600_000;
/** How long a deletion that failed waits, in milliseconds. */
const waitAfterFault = 30_000;
const page = 100;

/** Takes documents away, and what jobs that came to nothing leave. Every step can be repeated. */
@Injectable()
export class Deletions {
  constructor(
    private readonly documents: Documents,
    private readonly versions: Versions,
    private readonly jobs: Jobs,
    @Inject(PASSAGES) private readonly passages: PassageIndex,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** No passage of it can be found any more when this resolves. False: there is no such document. */
  async delete(tenant: string, id: string, trace_id: string): Promise<boolean> {
    for (;;) {
      const document = await this.documents.get(tenant, id);
      if (!document) return false;
      if (document.deletion?.state === 'done') return document.deletion.trace_id === trace_id;
      const begun = document.deletion ? document : await this.begin(document, trace_id);
      if (!begun) continue;
      await this.finish(begun);
      return true;
    }
  }

  /** After a job that failed or was cancelled: its version goes, and the document, if it never had a live version. */
  async clearAfter({ tenant, id, document_id, revision }: JobRecord): Promise<void> {
    await this.versions.delete(tenant, id);
    const document = await this.documents.get(tenant, document_id);
    if (!document || document.deletion || document.revision > 0 || document.latest !== revision) return;
    if ((await this.jobs.openOf(tenant, document_id, 1)).length > 0) return;
    const begun = await this.begin(document, id);
    if (begun) await this.finish(begun);
  }

  /** Goes on with what a process left half done, and forgets what is long over. One that fails waits, and the others go on. */
  async sweep(): Promise<void> {
    for (const document of await this.documents.deletionsDue(this.clock.now(), page)) {
      try {
        if (document.deletion?.state === 'begun') await this.finish(document);
        else await this.documents.delete(document);
      } catch (error) {
        this.logger.warn('a deletion waits', { tenant: document.tenant, document_id: document.id, error });
        await this.documents.update(document, { deletion_due: this.clock.now() + waitAfterFault });
      }
    }
  }

  /** From here on nobody sees it, its name is free, and no job brings it back. */
  private begin(document: DocumentRecord, trace_id: string): Promise<DocumentRecord | undefined> {
    return this.documents.update(document, {
      name_key: undefined,
      listed: undefined,
      deletion: { state: 'begun', trace_id },
      deletion_due: this.clock.now() + abandonedAfter,
    });
  }

  private async finish(document: DocumentRecord): Promise<void> {
    const { tenant, id, latest, deletion } = document;
    await this.passages.deleteDocument(tenant, id, latest);
    await this.cancelJobs(tenant, id);
    await this.versions.deleteBefore(tenant, id, latest + 1);
    await this.documents.update(document, {
      deletion: { state: 'done', trace_id: deletion!.trace_id },
      deletion_due: this.clock.now() + repeatKnownFor,
    });
  }

  private async cancelJobs(tenant: string, document_id: string): Promise<void> {
    for (;;) {
      const open = await this.jobs.openOf(tenant, document_id, page);
      if (open.length === 0) return;
      for (const job of open) await this.jobs.update(job, ended({ status: 'cancelled' }, this.clock.now()));
    }
  }
}
