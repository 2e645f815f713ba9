import { Injectable } from '@nestjs/common';
import {
  AbandonUpload,
  FleetError,
  IngestUpload,
  PutUploadPiece,
  type IngestionJob,
  type UploadAsk,
  type UploadedDocument,
  type UploadPiece,
  type UploadReceipt,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { AcceptDocument } from '../accept/accept-document.js';
import { Creations, type CreationKey } from '../accept/creations.js';
import { Queue } from '../pipeline/queue.js';
import { Uploads } from './uploads.js';

@Injectable()
export class UploadAnswers {
  constructor(
    private readonly uploads: Uploads,
    private readonly creations: Creations,
    private readonly accept: AcceptDocument,
    private readonly queue: Queue,
  ) {}

  @Answers(PutUploadPiece)
  async put(piece: UploadPiece, call: Call): Promise<UploadReceipt> {
    const { id, pieces, bytes } = await this.uploads.put(piece, call);
    return { upload_id: id, pieces, bytes };
  }

  @Answers(IngestUpload)
  async ingest(document: UploadedDocument, call: Call): Promise<IngestionJob> {
    const creation = this.creations.of(document, document.sha256, call);
    const earlier = await this.creations.earlier(call.tenant, creation);
    if (!earlier) return this.taken(document, creation, call);
    await this.uploads.abandon(document.upload_id, call);
    return earlier;
  }

  /** In the end the file belongs to a document, or is gone; where it is not clear yet, the sweep sees to it. */
  private async taken(
    document: UploadedDocument,
    creation: CreationKey | undefined,
    call: Call,
  ): Promise<IngestionJob> {
    try {
      const content = await this.uploads.take(document, call);
      const job = await this.accept.accept(document, content, creation, call);
      await this.uploads.settle(call.tenant, document.upload_id);
      this.queue.arrived();
      return job;
    } catch (error) {
      if (error instanceof FleetError && error.fault === 'caller')
        await this.uploads.settle(call.tenant, document.upload_id);
      throw error;
    }
  }

  @Answers(AbandonUpload)
  async abandon({ upload_id }: UploadAsk, call: Call): Promise<UploadAsk> {
    await this.uploads.abandon(upload_id, call);
    return { upload_id };
  }
}
