import { Injectable } from '@nestjs/common';
import { IngestDocument, type DocumentDraft, type IngestionJob } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Queue } from '../pipeline/queue.js';
import { AcceptDocument } from './accept-document.js';

@Injectable()
export class IngestAnswers {
  constructor(
    private readonly accept: AcceptDocument,
    private readonly queue: Queue,
  ) {}

  @Answers(IngestDocument)
  async ingest(draft: DocumentDraft, call: Call): Promise<IngestionJob> {
    const job = await this.accept.accept(draft, call);
    this.queue.arrived();
    return job;
  }
}
