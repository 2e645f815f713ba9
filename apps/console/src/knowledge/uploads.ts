import { client } from '../fleet/client.js';
import type { IngestionJob } from '../fleet/shapes.js';
import { Store } from '../store.js';

/** A file on its way into the knowledge base. */
export type Upload = { readonly key: number; readonly name: string; readonly size: number } & (
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
const waiting: { readonly key: number; readonly file: File }[] = [];
let running = 0;

const put = (key: number, state: Partial<Upload>): void =>
  uploads.update((all) => all.map((upload) => (upload.key === key ? ({ ...upload, ...state } as Upload) : upload)));

/** Sends files, a few at a time; `onDone` is called after each that ended well. */
export function upload(files: Iterable<File>, onDone: () => void): void {
  for (const file of files) {
    const key = (count += 1);
    waiting.push({ key, file });
    uploads.update((all) => [{ key, name: file.name, size: file.size, state: 'waiting' }, ...all]);
  }
  while (running < AT_ONCE && waiting.length > 0) {
    running += 1;
    void work(onDone).finally(() => (running -= 1));
  }
}

export const forgetOver = (): void => uploads.update((all) => all.filter((one) => !isOver(one)));

async function work(onDone: () => void): Promise<void> {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { key, file } = next;
    try {
      put(key, { state: 'sending' });
      let job = await send(file);
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

function send(file: File): Promise<IngestionJob> {
  const form = new FormData();
  form.append('file', file);
  return client.post('/api/v1/knowledge-base/documents/ingest', { body: form, timeout_ms: 120_000 });
}

export async function cancel({ job_id }: IngestionJob): Promise<void> {
  await client.post('/api/v1/knowledge-base/documents/ingest/{job_id}/cancel', { path: { job_id } });
}
