import { client } from '../fleet/client.js';
import type { IngestionJob } from '../fleet/shapes.js';
import { Store } from '../store.js';

/** Where a document comes from; `password` opens a protected file. */
export type Source =
  | { readonly kind: 'file'; readonly file: File; readonly password?: string }
  | { readonly kind: 'address'; readonly url: string };

/** A document on its way into the knowledge base. */
export type Upload = { readonly key: number; readonly source: Source } & (
  | { readonly state: 'waiting' }
  | { readonly state: 'sending' }
  | { readonly state: 'job'; readonly job: IngestionJob }
  | { readonly state: 'refused'; readonly error: unknown }
);

/** Goes on while other pages are looked at. */
export const uploads = new Store<readonly Upload[]>([]);

const AT_ONCE = 3;
const ASK_EVERY_MS = 400;
const over = new Set<IngestionJob['status']>(['done', 'failed', 'cancelled']);

export const isOver = (upload: Upload): boolean =>
  upload.state === 'refused' || (upload.state === 'job' && over.has(upload.job.status));

let count = 0;
const waiting: { readonly key: number; readonly source: Source }[] = [];
let running = 0;

const put = (key: number, state: Partial<Upload>): void =>
  uploads.update((all) => all.map((upload) => (upload.key === key ? ({ ...upload, ...state } as Upload) : upload)));

/** Brings documents in, a few at a time; `onDone` is called after each that ended well. */
export function bringIn(sources: readonly Source[], onDone: () => void): void {
  for (const source of sources) {
    const key = (count += 1);
    waiting.push({ key, source });
    uploads.update((all) => [{ key, source, state: 'waiting' }, ...all]);
  }
  goOn(onDone);
}

/** Sends a file once more, with the password that opens it. */
export function bringInWith(password: string, { key }: Upload, file: File, onDone: () => void): void {
  waiting.push({ key, source: { kind: 'file', file, password } });
  put(key, { state: 'waiting' });
  goOn(onDone);
}

export const forgetOver = (): void => uploads.update((all) => all.filter((one) => !isOver(one)));

function goOn(onDone: () => void): void {
  while (running < AT_ONCE && waiting.length > 0) {
    running += 1;
    void work(onDone).finally(() => (running -= 1));
  }
}

async function work(onDone: () => void): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { key, source } = next;
    try {
      put(key, { state: 'sending' });
      let job = await send(source);
      put(key, { state: 'job', job });
      while (!over.has(job.status)) {
        await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
        job = await client.get('/api/v1/knowledge-base/documents/ingest/{job_id}/status', {
          path: { job_id: job.job_id },
        });
        put(key, { state: 'job', job });
      }
      onDone();
    } catch (error) {
      put(key, { state: 'refused', error });
    }
  }
}

function send(source: Source): Promise<IngestionJob> {
  const path = '/api/v1/knowledge-base/documents/ingest';
  if (source.kind === 'address') return client.post(path, { body: { url: source.url } });
  const form = new FormData();
  if (source.password !== undefined) form.append('password', source.password);
  form.append('file', source.file);
  return client.post(path, { body: form, timeout_ms: 120_000 });
}

export async function cancel({ job_id }: IngestionJob): Promise<void> {
  await client.post('/api/v1/knowledge-base/documents/ingest/{job_id}/cancel', { path: { job_id } });
}
