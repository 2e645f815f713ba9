import { DocumentDraft, FleetError, largestDocument } from '@parley/contracts';
import { checked } from '../http/checking.pipe.js';
import { RawBody, isJson, parseJson } from '../http/raw-body.js';
import { DocumentBody, DocumentForm } from './bodies.js';

const FORM = /^multipart\/form-data\s*;/i;
/** What stands in the place of bytes that were no UTF-8, once somebody has repaired them. */
const REPAIRED = '\uFFFD';

/**
 * The document of an upload, as JSON or as a form with one `file`. Throws `document.too_large`, `document.empty`,
 * `request.invalid`, `request.unsupported_media_type` and what `parseJson` throws.
 */
export async function documentDraftOf(body: unknown): Promise<DocumentDraft> {
  if (!(body instanceof RawBody)) throw new FleetError('request.invalid', { fields: { '': ['has no body'] } });
  if (isJson(body.type)) return fromJson(body);
  if (FORM.test(body.type ?? '')) return fromForm(body);
  throw new FleetError('request.unsupported_media_type', { expected: ['application/json', 'multipart/form-data'] });
}

function fromJson(body: RawBody): DocumentDraft {
  const plain = parseJson(body);
  refuseLongContent(plain);
  const { content, ...rest } = checked(DocumentBody, plain);
  return { ...rest, content_base64: encoded(Buffer.from(content)) };
}

function refuseLongContent(plain: unknown): void {
  const content = (plain as { content?: unknown } | null)?.content;
  if (typeof content === 'string' && content.length > largestDocument) throw new FleetError('document.too_large');
}

async function fromForm({ type, bytes }: RawBody): Promise<DocumentDraft> {
  const { file, ...fields } = await formOf(type!, bytes);
  if (!(file instanceof File)) throw new FleetError('request.invalid', { fields: { file: ['must be a file'] } });
  const named = { name: file.name, ...fields };
  if (JSON.stringify(named).includes(REPAIRED)) throw new FleetError('request.not_utf8');
  const form = checked(DocumentForm, named);
  const content = encoded(Buffer.from(await file.arrayBuffer()));
  return { ...form, ...(file.type === '' ? {} : { content_type: file.type.slice(0, 100) }), content_base64: content };
}

type Field = string | File;

/** Fields by name. A field that comes twice is refused. */
async function formOf(type: string, bytes: Buffer): Promise<Record<string, Field>> {
  const form = await parsedForm(type, bytes);
  const fields: Record<string, Field> = {};
  for (const [name, value] of form) {
    if (Object.hasOwn(fields, name)) throw new FleetError('request.invalid', { fields: { [name]: ['comes twice'] } });
    Object.defineProperty(fields, name, { value, enumerable: true });
  }
  return fields;
}

async function parsedForm(type: string, bytes: Buffer): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
  } catch (cause) {
    throw new FleetError('request.invalid', { fields: { '': ['is not a well-formed form'] } }, { cause });
  }
}

function encoded(content: Buffer): string {
  if (content.length > largestDocument) throw new FleetError('document.too_large', { most_bytes: largestDocument });
  if (content.length === 0) throw new FleetError('document.empty');
  return content.toString('base64');
}
