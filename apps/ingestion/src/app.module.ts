import { Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG, STORE } from '@parley/messaging';
import { openPassages, type PassageIndex } from '@parley/models';
import { AcceptDocument } from './accept/accept-document.js';
import { DraftContents } from './accept/draft-contents.js';
import { Creations } from './accept/creations.js';
import { IngestAnswers } from './accept/ingest.answers.js';
import type { IngestionConfig } from './config.js';
import { CanonicalTexts } from './document/canonical-text.js';
import { Deletions } from './document/deletions.js';
import { DocumentAnswers } from './document/document.answers.js';
import { Documents } from './document/document.store.js';
import { Versions } from './document/version.store.js';
import { AddressGuard } from './fetch/address-guard.js';
import { FetchDocument } from './fetch/fetch-document.js';
import { NameLookup } from './fetch/name-lookup.js';
import { TakeAddress } from './fetch/take-address.js';
import { Files } from './file/files.js';
import { openFiles } from './file/open-files.js';
import { Cancellations } from './job/cancellations.js';
import { JobAnswers } from './job/job.answers.js';
import { Jobs } from './job/job.store.js';
import { PASSAGES } from './passages.js';
import { EmbedAgain } from './pipeline/embed-again.js';
import { Embedding } from './pipeline/embedding.js';
import { Indexing } from './pipeline/indexing.js';
import { Publish } from './pipeline/publish.js';
import { Queue } from './pipeline/queue.js';
import { RunJob } from './pipeline/run-job.js';
import { SoleWork } from './pipeline/sole-work.js';
import { Stages } from './pipeline/stages.js';
import { Sweep } from './pipeline/sweep.js';
import { UploadAnswers } from './upload/upload.answers.js';
import { UploadStore } from './upload/upload.store.js';
import { Uploads } from './upload/uploads.js';
import { DocumentWorker } from './worker/document-worker.js';

@Module({
  providers: [
    {
      provide: PASSAGES,
      inject: [CONFIG],
      useFactory: (config: IngestionConfig) => openPassages(config),
    },
    { provide: Files, inject: [CONFIG, STORE], useFactory: openFiles },
    ...[CanonicalTexts, Documents, Versions, Jobs, Deletions, Cancellations],
    ...[Creations, DraftContents, AcceptDocument, UploadStore, Uploads, UploadAnswers],
    ...[NameLookup, AddressGuard, FetchDocument, TakeAddress],
    ...[DocumentWorker, Embedding, SoleWork, EmbedAgain, Indexing, Publish, Stages, RunJob, Queue, Sweep],
    ...[IngestAnswers, JobAnswers, DocumentAnswers],
  ],
})
export class AppModule implements OnApplicationShutdown {
  constructor(@Inject(PASSAGES) private readonly passages: PassageIndex) {}

  onApplicationShutdown(): void {
    this.passages.close();
  }
}
