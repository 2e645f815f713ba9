import { Injectable } from '@nestjs/common';
import type { DocumentLabels, IngestionJob } from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import { checked } from '../http/checking.pipe.js';
import type { UnreadForm } from '../http/raw-body.js';
import { DocumentForm } from './bodies.js';
import { readForm, type ReadForm } from './form-reader.js';
import { PieceSender } from './piece-sender.js';

/** Takes in documents that come as forms. */
@Injectable()
export class Uploads {
  constructor(private readonly fleet: Fleet) {}

  async ingest(form: UnreadForm, call: Call): Promise<IngestionJob> {
    const pieces = new PieceSender(this.fleet, call);
    try {
      return await pieces.finish(labelsOf(await readForm(form, (bytes) => pieces.write(bytes))));
    } catch (error) {
      await pieces.abandon();
      throw error;
    }
  }
}

/** The name of the file is the document's, unless another is given. Throws `request.invalid`. */
export function labelsOf({ fields, file }: ReadForm): DocumentLabels {
  const labels = checked(DocumentForm, { name: file.name, ...fields });
  return { ...labels, ...(file.type === '' ? {} : { content_type: file.type.slice(0, 100) }) };
}
