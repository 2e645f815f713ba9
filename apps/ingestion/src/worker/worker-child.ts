import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { RefusalCode } from '../parse/refusal.js';
import { memorySignal } from './memory-signal.js';
import type {
  CutProgress,
  WorkerMessage,
  WorkerPiece,
  WorkerRequest,
  WorkerResults,
  WorkerSettings,
} from './protocol.js';

/** The compiled entry, found from the sources as well. */
const entry = fileURLToPath(new URL('../../dist/worker/main.js', import.meta.url));

/** The document cannot be taken in, now or ever. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
  constructor(
    readonly code: RefusalCode,
    readonly reason: string,
  ) {
    super(code);
  }
}

/**
 * Why a worker is no more: it was too slow, needed too much memory (for its first document, or for one after others),
 * ended by itself, never began, or was given up.
 */
export type End = 'time' | 'memory' | 'memory_after_others' | 'crash' | 'start' | 'abandoned';

export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
  constructor(readonly end: End) {
    super(`the worker has ended: ${end}`);
  }
}

export interface WorkerLimits {
  /** Of the whole process. */
  readonly memory_mb: number;
  /** For each request. */
  readonly time_ms: number;
}

/** What goes along with the request to cut a document. */
export interface CutExtras {
  /** The document, where the request does not hold it. */
  readonly pieces?: AsyncIterable<Uint8Array>;
  readonly onProgress?: (progress: CutProgress) => void;
}

/** So much of the memory may be heap: the rest is for the program, and for what it holds in buffers. */
const heapShare = 0.75;

interface Pending {
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
  readonly onProgress: CutExtras['onProgress'];
  readonly timer: NodeJS.Timeout | undefined;
}

/** How long a process may take until it is ready, in milliseconds. */
const startMs = 20_000;

/** One process that reads, cuts, embeds and indexes; it does one thing at a time and ends for good when that takes too much. */
export class WorkerChild {
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;
  private pending: Pending | undefined;
  private end: End = 'crash';
  private begun = false;
  private documents = 0;

  constructor(
    settings: Omit<WorkerSettings, 'memory_mb'>,
    private readonly limits: WorkerLimits,
  ) {
    this.child = fork(entry, [JSON.stringify({ ...settings, memory_mb: limits.memory_mb })], {
      execArgv: [`--max-old-space-size=${Math.floor(heapShare * limits.memory_mb)}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    this.child.on('message', (message) => this.hear(message as WorkerMessage));
    this.child.once('error', () => this.over(null, null));
    this.child.once('exit', (code, signal) => this.over(code, signal));
    this.ready = this.wait<void>(startMs);
    this.ready.catch(() => undefined);
  }

  /** Once it is ready. */
  get pid(): number | undefined {
    return this.begun ? this.child.pid : undefined;
  }

  get alive(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null && this.child.connected;
  }

  /** Throws `DocumentRefused`, `WorkerEnded`, or an `Error` whose cause may be gone next time. */
  async ask<R extends WorkerRequest>(
    request: R,
    signal: AbortSignal,
    { pieces, onProgress }: CutExtras = {},
  ): Promise<WorkerResults[R['kind']]> {
    const abandon = () => this.kill('abandoned');
    signal.addEventListener('abort', abandon, { once: true });
    try {
      await this.ready;
      signal.throwIfAborted();
      if (request.kind === 'cut') this.documents++;
      let number = 0;
      for await (const bytes of pieces ?? []) await this.send({ kind: 'piece', number: number++, bytes });
      const result = this.wait<WorkerResults[R['kind']]>(this.limits.time_ms, onProgress);
      this.child.send(request, (error) => error && this.over(null, null));
      return await result;
    } finally {
      signal.removeEventListener('abort', abandon);
    }
  }

  kill(end: End): void {
    this.end = end;
    this.child.kill('SIGKILL');
  }

  private send(piece: WorkerPiece): Promise<void> {
    return new Promise((resolve, reject) =>
      this.child.send(piece, (error) => (error ? reject(new WorkerEnded(this.end)) : resolve())),
    );
  }

  private wait<T>(limit_ms: number, onProgress?: CutExtras['onProgress']): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(() => this.kill('time'), limit_ms);
      this.pending = { resolve, reject, onProgress, timer };
    });
  }

  private hear(message: WorkerMessage): void {
    switch (message.kind) {
      case 'ready':
        this.begun = true;
        return this.settle((pending) => pending.resolve(undefined as never));
      case 'pages':
      case 'parsed':
        return this.pending?.onProgress?.(message);
      case 'done':
        return this.settle((pending) => pending.resolve(message.result as never));
      case 'refused':
        return this.settle((pending) => pending.reject(new DocumentRefused(message.code, message.reason)));
      case 'failed':
        return this.settle((pending) => pending.reject(failure(message.code, message.stack)));
    }
  }

  private over(code: number | null, signal: NodeJS.Signals | null): void {
    const outOfMemory = signal === 'SIGABRT' || code === 134 || signal === memorySignal;
    const tooMuch = this.documents > 1 ? 'memory_after_others' : 'memory';
    const end = !this.begun ? 'start' : outOfMemory ? tooMuch : this.end;
    this.settle((pending) => pending.reject(new WorkerEnded(end)));
  }

  private settle(how: (pending: Pending) => void): void {
    const { pending } = this;
    this.pending = undefined;
    if (!pending) return;
    clearTimeout(pending.timer);
    how(pending);
  }
}

function failure(code: string, stack: string): Error {
  const error = Object.assign(new Error(`the worker failed: ${code}`), { code });
  error.stack = `${error.message}\n${stack}`;
  return error;
}
