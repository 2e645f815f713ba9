import type { Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { FleetError } from '@parley/contracts';
import type { UnreadForm } from '../http/raw-body.js';

/** What stood in a form beside the bytes of its file. */
export interface ReadForm {
  readonly fields: Readonly<Record<string, string>>;
  readonly file: { readonly name: string; readonly type: string };
}

const limits = { fields: 10, files: 1, parts: 12, fieldNameSize: 100, fieldSize: 20_000, headerPairs: 20 };
/** A form of which nothing comes for so long has broken off, in milliseconds. */
const patienceMs = 30_000;
/** What stands in the place of bytes that were no UTF-8, once the parser has repaired them. */
const repaired = '\uFFFD';

const invalid = (field: string, why: string): FleetError =>
  new FleetError('request.invalid', { fields: { [field]: [why] } });
const malformed = (): FleetError => invalid('', 'is not a well-formed form');

/**
 * Reads a form with one `file` as it comes; the next bytes are read when `take` has taken those before. Throws
 * `request.invalid`, `request.not_utf8`, and what `take` throws; what is left of the form then is read and forgotten.
 */
export async function readForm(
  { type, stream }: UnreadForm,
  take: (bytes: Buffer) => Promise<void>,
): Promise<ReadForm> {
  const reading = new FormReading(parserOf(type), take);
  const patience = setTimeout(() => reading.fail(invalid('', 'broke off')), patienceMs);
  const heard = () => void patience.refresh();
  const closed = () => stream.readableEnded || reading.fail(invalid('', 'broke off'));
  stream.on('data', heard).once('close', closed).once('error', closed);
  try {
    stream.pipe(reading.parser);
    return await reading.ended;
  } finally {
    clearTimeout(patience);
    stream.off('data', heard).off('close', closed).unpipe(reading.parser).resume();
  }
}

function parserOf(type: string): Busboy {
  try {
    return new Busboy({ headers: { 'content-type': type }, preservePath: true, limits });
  } catch {
    throw new FleetError('request.unsupported_media_type', { expected: 'multipart/form-data with a boundary' });
  }
}

class FormReading {
  readonly ended: Promise<ReadForm>;
  private readonly fields: Record<string, string> = {};
  private file: ReadForm['file'] | undefined;
  private content: Readable | undefined;
  private taken: Promise<void> = Promise.resolve();
  private reject!: (error: unknown) => void;

  constructor(
    readonly parser: Busboy,
    private readonly take: (bytes: Buffer) => Promise<void>,
  ) {
    this.ended = new Promise((resolve, reject) => {
      this.reject = reject;
      parser.on('field', (name, value, nameCut, valueCut) => this.field(name, value, nameCut || valueCut));
      parser.on('file', (name, content, file, _encoding, type) => this.open(name, content, { name: file ?? '', type }));
      for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
        parser.once(limit, () => this.fail(invalid('', 'has too many parts')));
      parser.once('error', () => this.fail(malformed()));
      parser.once('finish', () => this.taken.then(() => resolve(this.whole())).catch(reject));
    });
    this.ended.catch(() => undefined);
  }

  fail(error: FleetError): void {
    this.reject(error);
    this.content?.destroy(error);
  }

  private field(name: string, value: string, cut: boolean): void {
    if (cut) return this.fail(invalid(name, 'is too long'));
    if (Object.hasOwn(this.fields, name)) return this.fail(invalid(name, 'comes twice'));
    Object.defineProperty(this.fields, name, { value, enumerable: true });
  }

  private open(name: string, content: Readable, file: ReadForm['file']): void {
    content.on('error', () => undefined);
    if (name !== 'file' || this.file) {
      content.resume();
      return this.fail(invalid(name, name === 'file' ? 'comes twice' : 'may not be a file'));
    }
    this.file = file;
    this.content = content;
    this.taken = this.read(content);
    this.taken.catch((error: unknown) => this.reject(error));
  }

  private async read(content: Readable): Promise<void> {
    for await (const bytes of content) await this.take(bytes as Buffer);
  }

  private whole(): ReadForm {
    const { fields, file } = this;
    if (!file) throw invalid('file', 'must be a file');
    if (JSON.stringify([fields, file]).includes(repaired)) throw new FleetError('request.not_utf8');
    return { fields, file };
  }
}
