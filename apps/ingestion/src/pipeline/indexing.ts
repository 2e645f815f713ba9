import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import type { IndexedDocument, PassageIndex } from '@parley/models';
import type { IngestionConfig } from '../config.js';
import { PASSAGES } from '../passages.js';
import { DocumentWorker } from '../worker/document-worker.js';

/** Puts documents into the passage index: into the file from the worker, because a large one takes long; into a service from here. */
@Injectable()
export class Indexing {
  constructor(
    @Inject(CONFIG) private readonly config: IngestionConfig,
    private readonly worker: DocumentWorker,
    @Inject(PASSAGES) private readonly passages: PassageIndex,
  ) {}

  /** As `PassageIndex.replaceDocument`. */
  replace(tenant: string, document: IndexedDocument, signal: AbortSignal): Promise<boolean> {
    if (this.config.pinecone_words !== undefined) return this.passages.replaceDocument(tenant, document, signal);
    return this.worker.ask({ kind: 'index', tenant, document }, signal);
  }
}
