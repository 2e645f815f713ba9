import { Injectable } from '@nestjs/common';
import {
  newId,
  IngestAddress,
  IngestDocument,
  type AddressDraft,
  type DocumentDraft,
  type IngestionJob,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Queue } from '../pipeline/queue.js';
import { Uploads } from '../upload/uploads.js';
import { AcceptDocument } from './accept-document.js';
import { AddressGuard } from '../fetch/address-guard.js';
import { DraftContents } from './draft-contents.js';
import { Creations } from './creations.js';

@Injectable()
export class IngestAnswers {
  constructor(
    private readonly contents: DraftContents,
    private readonly creations: Creations,
    private readonly guard: AddressGuard,
    private readonly accept: AcceptDocument,
    private readonly uploads: Uploads,
    private readonly queue: Queue,
  ) {}

  @Answers(IngestDocument)
  async ingest(draft: DocumentDraft, call: Call): Promise<IngestionJob> {
    const creation = this.creations.of(draft, draft.content_base64, call);
    const earlier = await this.creations.earlier(call.tenant, creation);
    if (earlier) return earlier;
    const content = await this.contents.of(draft, call);
    const accept = () => this.accept.accept(draft, content, creation, call);
    const job = 'file' in content.kept ? await this.uploads.handOver(content.kept.file, accept, call) : await accept();
    this.queue.arrived();
    return job;
  }

  @Answers(IngestAddress)
  async fetch({ url, ...labels }: AddressDraft, call: Call): Promise<IngestionJob> {
    const { href } = this.guard.check(url);
    const content = {
      content_type: 'text/html',
      bytes: 0,
      identity: `fetched for ${newId()}`,
      kept: { url: href },
    } as const;
    const creation = this.creations.of(labels, href, call);
    const labelled = { ...labels, source_url: labels.source_url ?? href };
    const job = await this.accept.accept(labelled, content, creation, call);
    this.queue.arrived();
    return job;
  }
}
