import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { join } from 'node:path';

const LARGEST_LOG_BYTES = 20 * 1024 * 1024;

/** Output of one process, written by the process itself, so that it goes on when the supervisor dies. One old file is kept. */
export class LogFile {
  readonly path: string;
  private readonly old: string;

  constructor(folder: string, name: string) {
    mkdirSync(folder, { recursive: true });
    this.path = join(folder, `${name}.log`);
    this.old = `${this.path}.old`;
    if (existsSync(this.path)) renameSync(this.path, this.old);
  }

  /** Hands an open file to `use`, for appending, and closes it afterwards. */
  withDescriptor<T>(use: (descriptor: number) => T): T {
    const descriptor = openSync(this.path, 'a', 0o600);
    try {
      return use(descriptor);
    } finally {
      closeSync(descriptor);
    }
  }

  /** Copies and empties the file once it is too large; the process goes on writing to the same one. */
  bound(): void {
    if (!existsSync(this.path) || statSync(this.path).size <= LARGEST_LOG_BYTES) return;
    copyFileSync(this.path, this.old);
    truncateSync(this.path);
  }

  tail(lines: number): string {
    if (!existsSync(this.path)) return '';
    return readFileSync(this.path, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
  }
}
