import { Worker } from 'node:worker_threads';
import { openLocalEmbedder, openPassageIndex, type Embedder, type PassageIndex } from '@parley/models';
import { Refusal } from '../parse/refusal.js';
import { cutDocument } from './cut-document.js';
import type { Vectors, WorkerMessage, WorkerPiece, WorkerRequest, WorkerResults, WorkerSettings } from './protocol.js';

const settings = JSON.parse(process.argv[2]!) as WorkerSettings;
/** Pages that are read between two signs of progress. */
const pagesAtOnce = 10;
/** Of the document that is to be cut next. */
let pieces: Uint8Array[] = [];
let embedder: Embedder | undefined;
let index: Promise<PassageIndex> | undefined;

const tell = (message: WorkerMessage): void => void process.send?.(message);

async function embed(texts: readonly string[]): Promise<Vectors | null> {
  embedder ??= settings.models === undefined ? undefined : openLocalEmbedder(settings.models);
  if (!embedder) return null;
  const made = await embedder.embed(texts);
  return { model: embedder.model, vectors: made.map(({ vector }) => vector) };
}

function keep({ number, bytes }: WorkerPiece): void {
  if (number === 0) pieces = [];
  pieces.push(bytes);
}

async function cut({ given, text }: Extract<WorkerRequest, { kind: 'cut' }>): Promise<WorkerResults['cut']> {
  const content = text ?? Uint8Array.from(Buffer.concat(pieces));
  pieces = [];
  return cutDocument(
    { ...given, content },
    {
      onPage: (done, total) => void ((done % pagesAtOnce === 0 || done === 1) && tell({ kind: 'pages', done, total })),
      onParsed: () => tell({ kind: 'parsed' }),
    },
  );
}

async function work(request: WorkerRequest): Promise<unknown> {
  switch (request.kind) {
    case 'cut':
      return cut(request);
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

process.on('message', (request: WorkerRequest | WorkerPiece) => {
  if (request.kind === 'piece') return keep(request);
  work(request).then(
    (result) => tell({ kind: 'done', result }),
    (error: unknown) => tell(faultOf(request, error)),
  );
});
process.on('disconnect', () => process.exit(0));
new Worker(new URL('./process-watch.js', import.meta.url), {
  workerData: { parent: process.ppid, memory_mb: settings.memory_mb },
  resourceLimits: { maxOldGenerationSizeMb: 8 },
}).unref();
tell({ kind: 'ready' });
