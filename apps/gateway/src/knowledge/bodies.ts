import { OmitType } from '@nestjs/swagger';
import { Chunk, DocumentLabels, ListOf, Text, visible } from '@parley/contracts';

/** A document as text, or where it is to be fetched: one of `content` and `url`. */
export class DocumentBody extends OmitType(DocumentLabels, ['name']) {
  @Text({
    min: 1,
    max: 300,
    pattern: visible,
    optional: true,
    description: 'with content else the title, or one made of the content; else the address',
  })
  name?: string;
  @Text({ max: 512 * 1024, description: 'at most 512 kB as UTF-8; larger documents are sent as forms', optional: true })
  content?: string;
  @Text({ min: 1, max: 2000, optional: true, description: 'http or https' }) url?: string;
}

/** What may stand beside the file of a form; the file is at most 25 MB. */
export class DocumentForm extends OmitType(DocumentLabels, ['content_type']) {}

export class ChunkPage {
  @ListOf(() => Chunk, { max: 100 }) items!: Chunk[];
  @Text({ max: 400, optional: true }) cursor?: string;
}
