import { Injectable } from '@nestjs/common';
import {
  AbandonUpload,
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

  private async taken(
    document: UploadedDocument,
    creation: CreationKey | undefined,
    call: Call,
  ): Promise<IngestionJob> {
    const accept = async () => {
      const content = await this.uploads.take(document, call);
      return this.accept.accept(document, content, creation, call);
    };
    const job = await this.uploads.handOver(document.upload_id, accept, call);
    this.queue.arrived();
    return job;
  }

  @Answers(AbandonUpload)
  async abandon({ upload_id }: UploadAsk, call: Call): Promise<UploadAsk> {
    await this.uploads.abandon(upload_id, call);
    return { upload_id };
  }
}
