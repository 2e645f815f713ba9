import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { FleetError, type DocumentLabels, type IngestionJob } from '@parley/contracts';
import { askerOf, type Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { Jobs, type JobRecord } from '../job/job.store.js';

/** What a request is known by when it is repeated. */
export interface CreationKey {
  readonly creation_key: string;
  readonly body_hash: string;
}

/** How long a repeat is known, in milliseconds: 7 days (spec §3). */
export const keptFor = 7 * 24 * 3600 * 1000;

/** One job per idempotency key: the same key with the same body has the same result, with another body it is refused. */
@Injectable()
export class Creations {
  constructor(
    private readonly jobs: Jobs,
    private readonly clock: Clock,
  ) {}

  /** `content` is what of the content came with the request, or stands for it. */
  of(labels: DocumentLabels, content: string, call: Call): CreationKey | undefined {
    const { idempotency_key } = call;
    if (idempotency_key === undefined) return undefined;
    const { name, title, content_type, source_url, language, password } = labels;
    const body = [
      name,
      title,
      content_type,
      source_url,
      language,
      content,
      ...(password === undefined ? [] : [password]),
    ];
    return { creation_key: digest([askerOf(call), idempotency_key]), body_hash: digest(body) };
  }

  /** What the same request made before. Throws `idempotency.key_reused`. */
  async earlier(tenant: string, key: CreationKey | undefined): Promise<IngestionJob | undefined> {
    const job = key && (await this.jobs.byCreation(tenant, key.creation_key));
    if (!job?.creation) return undefined;
    if (job.creation.at + keptFor <= this.clock.now()) {
      await this.jobs.update(job, { creation_key: undefined, creation: undefined });
      return undefined;
    }
    if (job.creation.body_hash !== key!.body_hash) throw new FleetError('idempotency.key_reused');
    return job.creation.result;
  }

  mark(key: CreationKey | undefined, result: IngestionJob): Pick<JobRecord, 'creation_key' | 'creation'> {
    if (!key) return {};
    return { creation_key: key.creation_key, creation: { body_hash: key.body_hash, at: this.clock.now(), result } };
  }
}

const digest = (parts: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
