import { Injectable } from '@nestjs/common';
import { FleetError, newId, type DocumentLabels, type IngestionJob } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { UniqueConflict, VersionConflict, type AnyWrite, type Draft } from '@parley/storage';
import { type DocumentRecord, Documents, nameKey } from '../document/document.store.js';
import { type Given, Versions } from '../document/version.store.js';
import { ended, toJob } from '../job/job.js';
import { Jobs, type JobRecord } from '../job/job.store.js';
import type { Content } from './content.js';
import { contentHash } from './content-hash.js';
import { Creations, type CreationKey } from './creations.js';

/** A request that was read: what it brings and what it is remembered by. */
interface Accepted {
  readonly labels: DocumentLabels;
  readonly content: Content;
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

  async accept(
    labels: DocumentLabels,
    content: Content,
    creation: CreationKey | undefined,
    call: Call,
  ): Promise<IngestionJob> {
    refuseOtherAddress(labels.source_url);
    const accepted: Accepted = { labels, content, content_hash: contentHash(labels, content) };
    while (Date.now() < call.deadline) {
      const earlier = await this.creations.earlier(call.tenant, creation);
      if (earlier) return earlier;
      const document = await this.documents.byName(call.tenant, labels.name);
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

function newDocument(id: string, { labels, content }: Accepted, now: number): Draft<DocumentRecord> {
  const at = new Date(now).toISOString();
  return {
    id,
    name: labels.name,
    name_key: nameKey(labels.name),
    listed: id,
    title: labels.title ?? labels.name,
    language: labels.language ?? 'en',
    content_type: content.content_type,
    ...(labels.source_url === undefined ? {} : { source_url: labels.source_url }),
    bytes: content.bytes,
    chunks: 0,
    revision: 0,
    latest: 1,
    created_at: at,
    updated_at: at,
  };
}

function newVersion(
  { id, document_id, revision }: Draft<JobRecord> & { readonly revision: number },
  { labels, content, content_hash }: Accepted,
) {
  const { name, title, language, password, source_url } = labels;
  const given: Given = {
    ...{ name, content_type: content.content_type, ...content.kept },
    ...(title === undefined ? {} : { title }),
    ...(language === undefined ? {} : { language }),
    ...(password === undefined ? {} : { password }),
  };
  return {
    ...{ id, document_id, revision, content_hash, bytes: content.bytes, given },
    ...('file' in given ? { file: given.file } : {}),
    ...(source_url === undefined ? {} : { source_url }),
  };
}
