import { Worker } from 'node:worker_threads';
import { openLocalEmbedder, openPassageIndex, type Embedder, type PassageIndex } from '@parley/models';
import { Refusal } from '../parse/refusal.js';
import { cutDocument } from './cut-document.js';
import type { Vectors, WorkerMessage, WorkerRequest, WorkerSettings } from './protocol.js';

const settings = JSON.parse(process.argv[2]!) as WorkerSettings;
let embedder: Promise<Embedder | undefined> | undefined;
let index: Promise<PassageIndex> | undefined;

const tell = (message: WorkerMessage): void => void process.send?.(message);

async function embed(texts: readonly string[]): Promise<Vectors | null> {
  embedder ??= settings.models === undefined ? Promise.resolve(undefined) : openLocalEmbedder(settings.models);
  const opened = await embedder;
  if (!opened) return null;
  const made = await opened.embed(texts);
  return { model: opened.model, vectors: made.map(({ vector }) => vector) };
}

async function work(request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case 'cut':
      return cutDocument(request.given, () => tell({ kind: 'parsed' }));
    case 'embed':
      return embed(request.texts);
    case 'index':
      index ??= openPassageIndex({ file: settings.passages_file });
      return (await index).replaceDocument(request.tenant, request.document);
  }
}

/** A parser that runs out of stack or trips over a document has refused it; whatever else fails may work next time. */
function faultOf({ kind }: WorkerRequest, error: unknown): WorkerMessage {
  if (error instanceof Refusal) return { kind: 'refused', code: error.code, reason: error.message };
  const { name, stack = '' } = error as Error;
  if (kind === 'cut') {
    const code = error instanceof RangeError ? 'document.too_complex' : 'document.unreadable';
    return { kind: 'refused', code, reason: `${name} ${frames(stack)}` };
  }
  const code = 'code' in (error as Error) ? String((error as Error & { code: unknown }).code) : name;
  return { kind: 'failed', code, stack: frames(stack) };
}

/** Where it happened; the message might hold text of the document. */
const frames = (stack: string): string =>
  stack
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join('\n');

process.on('message', (request: WorkerRequest) => {
  work(request).then(
    (result) => tell({ kind: 'done', result }),
    (error: unknown) => tell(faultOf(request, error)),
  );
});
process.on('disconnect', () => process.exit(0));
new Worker(new URL('./parent-watch.js', import.meta.url), {
  workerData: { parent: process.ppid },
  resourceLimits: { maxOldGenerationSizeMb: 8 },
}).unref();
tell({ kind: 'ready' });
