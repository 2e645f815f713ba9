import { Injectable } from '@nestjs/common';
import type { DocumentDraft } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { Uploads } from '../upload/uploads.js';
import { fileIdentity, hashOf, readDraft, type Content } from './content.js';

/** Keeps documents that come in one piece. */
@Injectable()
export class DraftContents {
  constructor(private readonly uploads: Uploads) {}

  /** A file is kept as an upload that is taken, to be handed over. Throws as `readDraft`. */
  async of(draft: DocumentDraft, call: Call): Promise<Content> {
    const { content_type, bytes, source } = readDraft(draft);
    const facts = { content_type, bytes: bytes.length };
    if (source !== undefined) return { ...facts, identity: source, kept: { source } };
    const identity = fileIdentity(hashOf(bytes));
    return { ...facts, identity, kept: { file: await this.uploads.keep(bytes, call) } };
  }
}
