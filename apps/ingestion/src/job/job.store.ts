import { Inject, Injectable } from '@nestjs/common';
import type { IngestionJob, JobState, PageError } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import { Metrics } from '@parley/runtime';
import type { AnyWrite, Change, Collection, CollectionSpec, Draft, Store, Stored, Write } from '@parley/storage';

/** What a job keeps of the request that created it. */
export interface Creation {
  readonly body_hash: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly result: IngestionJob;
}

export interface JobRecord extends Stored {
  readonly document_id: string;
  /** Number of the version it brings; missing when nothing was to be done. */
  readonly revision?: number;
  readonly status: JobState;
  readonly percentage: number;
  readonly chunks_total: number;
  readonly chunks_done: number;
  /** Of a document that has pages. */
  readonly pages_total?: number;
  readonly pages_done?: number;
  readonly pages_failed?: number;
  readonly page_errors?: readonly PageError[];
  readonly unchanged: boolean;
  readonly error?: string;
  readonly error_message?: string;
  readonly created_at: string;
  readonly finished_at?: string;
  /** Until it is finished: from when on somebody may take it, in ms since 1970; while it is held, the end of the lease. */
  readonly due?: number;
  /** The instance that works on it. */
  readonly holder?: string;
  /** How often the worker ended over it. */
  readonly deaths: number;
  /** How often a part of the fleet that it needs was away. */
  readonly faults: number;
  /** Hash of principal and idempotency key. */
  readonly creation_key?: string;
  readonly creation?: Creation;
  /** Once it is finished, in ms since 1970. */
  readonly ended?: number;
}

const jobs: CollectionSpec<JobRecord> = {
  name: 'jobs',
  schema: 1,
  indexes: [
    { name: 'due', fields: ['due'], acrossTenants: true },
    { name: 'open_of_document', fields: ['document_id', 'due'] },
    { name: 'by_creation', fields: ['creation_key'], unique: true },
    { name: 'ended', fields: ['ended'], acrossTenants: true },
  ],
};

/** Jobs that the gauge counts to. */
const mostCounted = 200;

@Injectable()
export class Jobs {
  private readonly jobs: Collection<JobRecord>;

  constructor(
    @Inject(STORE) private readonly store: Store,
    metrics: Metrics,
  ) {
    this.jobs = store.collection(jobs);
    const help = `Documents that wait to be read or are being read, counted up to ${mostCounted}.`;
    metrics.gauge({ name: 'parley_ingestion_jobs_waiting', help }, async (gauge) => {
      const open = await this.due(Number.MAX_SAFE_INTEGER, mostCounted).catch(() => undefined);
      if (open) gauge.set(open.length);
    });
  }

  get(tenant: string, id: string): Promise<JobRecord | undefined> {
    return this.jobs.get(tenant, id);
  }

  async byCreation(tenant: string, creation_key: string): Promise<JobRecord | undefined> {
    const [job] = await this.jobs.find(tenant, { index: 'by_creation', where: { creation_key }, limit: 1 });
    return job;
  }

  /** Those that may be taken, longest waiting first. */
  due(now: number, limit: number): Promise<JobRecord[]> {
    return this.jobs.findAcrossTenants({ index: 'due', where: {}, before: now, limit });
  }

  openOf(tenant: string, document_id: string, limit: number): Promise<JobRecord[]> {
    return this.jobs.find(tenant, { index: 'open_of_document', where: { document_id }, limit });
  }

  endedBefore(at: number, limit: number): Promise<JobRecord[]> {
    return this.jobs.findAcrossTenants({ index: 'ended', where: {}, before: at, limit });
  }

  inserting(draft: Draft<JobRecord>): Write<JobRecord> {
    return { kind: 'insert', collection: this.jobs, draft };
  }

  updating({ id, version }: JobRecord, change: Change<JobRecord>): Write<JobRecord> {
    return { kind: 'update', collection: this.jobs, id, version, change };
  }

  /** `undefined` when somebody else changed it meanwhile. */
  update(job: JobRecord, change: Change<JobRecord>): Promise<JobRecord | undefined> {
    return this.jobs.update(job.tenant, job.id, job.version, change);
  }

  delete({ tenant, id }: JobRecord): Promise<boolean> {
    return this.jobs.delete(tenant, id);
  }

  /** Throws `UniqueConflict` or `VersionConflict` of the first write that is refused. */
  bulk(tenant: string, writes: readonly AnyWrite[]): Promise<void> {
    return this.store.bulk(tenant, writes);
  }
}
