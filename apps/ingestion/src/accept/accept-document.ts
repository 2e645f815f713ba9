import { Injectable } from '@nestjs/common';
import { FleetError, newId, type DocumentDraft, type IngestionJob } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { UniqueConflict, VersionConflict, type AnyWrite, type Draft } from '@parley/storage';
import { type DocumentRecord, Documents, nameKey } from '../document/document.store.js';
import { Versions } from '../document/version.store.js';
import { ended, toJob } from '../job/job.js';
import { Jobs, type JobRecord } from '../job/job.store.js';
import { Creations } from './creations.js';
import { contentHash } from './content-hash.js';
import { readSource, type ReadSource } from './sniff.js';

/** A request that was read: what it brings and what it is remembered by. */
interface Accepted {
  readonly draft: DocumentDraft;
  readonly read: ReadSource;
  readonly content_hash: string;
}

/** Takes a document in: when this resolves, document, version and job are stored. */
@Injectable()
export class AcceptDocument {
  constructor(
    private readonly documents: Documents,
    private readonly versions: Versions,
    private readonly jobs: Jobs,
    private readonly creations: Creations,
    private readonly clock: Clock,
  ) {}

  async accept(draft: DocumentDraft, call: Call): Promise<IngestionJob> {
    refuseOtherAddress(draft.source_url);
    const creation = this.creations.of(draft, call);
    const read = readSource(draft.content_base64, draft.content_type);
    const accepted: Accepted = { draft, read, content_hash: contentHash(draft, read) };
    while (Date.now() < call.deadline) {
      const earlier = await this.creations.earlier(call.tenant, creation);
      if (earlier) return earlier;
      const document = await this.documents.byName(call.tenant, draft.name);
      const { job, writes } = this.plan(document, accepted);
      const result = toJob(job);
      try {
        const marked = { ...job, ...this.creations.mark(creation, result) };
        await this.jobs.bulk(call.tenant, [...writes, this.jobs.inserting(marked)]);
        return result;
      } catch (error) {
        if (!(error instanceof UniqueConflict || error instanceof VersionConflict)) throw error;
      }
    }
    throw new FleetError('fleet.deadline_exceeded');
  }

  /** The job, and what is written before it; the write to the document decides between two of one name. */
  private plan(
    document: DocumentRecord | undefined,
    accepted: Accepted,
  ): { job: Draft<JobRecord>; writes: AnyWrite[] } {
    const now = this.clock.now();
    const job = newJob(document?.id ?? newId(), now);
    if (document && document.latest === document.revision && document.content_hash === accepted.content_hash)
      return { job: { ...job, ...ended({ status: 'done', unchanged: true }, now) } as Draft<JobRecord>, writes: [] };
    const revision = (document?.latest ?? 0) + 1;
    const first = document
      ? this.documents.updating(document, { latest: revision })
      : this.documents.inserting(newDocument(job.document_id, accepted, now));
    const version = this.versions.inserting(newVersion({ ...job, revision }, accepted));
    return { job: { ...job, revision, due: now }, writes: [first, version] };
  }
}

/** Customers are led there from citations: only to a page, never to a script. */
function refuseOtherAddress(url: string | undefined): void {
  if (url === undefined || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return;
  throw new FleetError('request.invalid', { fields: { source_url: ['isUrl'] } });
}

const newJob = (document_id: string, now: number): Draft<JobRecord> => ({
  id: newId(),
  document_id,
  status: 'queued',
  percentage: 0,
  chunks_total: 0,
  chunks_done: 0,
  unchanged: false,
  created_at: new Date(now).toISOString(),
  deaths: 0,
  faults: 0,
});

function newDocument(id: string, { draft, read }: Accepted, now: number): Draft<DocumentRecord> {
  const at = new Date(now).toISOString();
  return {
    id,
    name: draft.name,
    name_key: nameKey(draft.name),
    listed: id,
    title: draft.title ?? draft.name,
    language: draft.language ?? 'en',
    content_type: read.content_type,
    ...(draft.source_url === undefined ? {} : { source_url: draft.source_url }),
    bytes: read.bytes,
    chunks: 0,
    revision: 0,
    latest: 1,
    created_at: at,
    updated_at: at,
  };
}

function newVersion(
  { id, document_id, revision }: Draft<JobRecord> & { readonly revision: number },
  { draft, read, content_hash }: Accepted,
) {
  const { name, title, language, source_url } = draft;
  const given = {
    ...{ name, content_type: read.content_type, source: read.source },
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
  };
  return {
    ...{ id, document_id, revision, content_hash, bytes: read.bytes, given },
    ...(source_url === undefined ? {} : { source_url }),
  };
}
