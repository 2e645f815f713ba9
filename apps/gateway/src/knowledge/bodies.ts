import { OmitType } from '@nestjs/swagger';
import { Chunk, DocumentDraft, ListOf, Text } from '@parley/contracts';

/** A document as text. */
export class DocumentBody extends OmitType(DocumentDraft, ['content_base64']) {
  @Text({ max: 512 * 1024, description: 'at most 512 kB as UTF-8' }) content!: string;
}

/** What may stand beside the file of a form. */
export class DocumentForm extends OmitType(DocumentDraft, ['content_base64', 'content_type']) {}

export class ChunkPage {
  @ListOf(() => Chunk, { max: 100 }) items!: Chunk[];
  @Text({ max: 400, optional: true }) cursor?: string;
}
