import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One step of a process, in the order in which they happened. `file` names a file, socket or pipe for as long as it is open. */
export interface WriteRecord {
  readonly kind: 'written' | 'sync_begun' | 'synced' | 'leaving';
  readonly file: string;
  readonly bytes: Buffer;
}

/** What a process is started with to be recorded, and its record, once it has ended. */
export type WriteRecorder =
  | { readonly env: Readonly<Record<string, string>>; recordsOf(pid: number): WriteRecord[] }
  | { readonly skipped: string };

const source = join(import.meta.dirname, '../../power-loss/record-writes.c');
const kinds = { w: 'written', s: 'sync_begun', S: 'synced', o: 'leaving' } as const;
/** Kind, device, inode, length. */
const headBytes = 21;

/** Needs Linux and a C compiler. Compiled library and records lie in `folder`, which is the caller's to remove. */
export async function recordWrites(folder: string): Promise<WriteRecorder> {
  if (process.platform !== 'linux') return { skipped: 'recording writes needs Linux' };
  const library = join(folder, 'record-writes.so');
  try {
    await promisify(execFile)('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl', '-lpthread']);
  } catch (error) {
    return { skipped: `recording writes needs a C compiler: ${String(error)}` };
  }
  const records = join(folder, 'writes');
  return {
    env: { LD_PRELOAD: library, RECORD_WRITES_TO: records },
    recordsOf: (pid) => (existsSync(`${records}.${pid}`) ? parseRecords(readFileSync(`${records}.${pid}`)) : []),
  };
}

/** The last record is left out when the process was killed while it wrote it. */
function parseRecords(log: Buffer): WriteRecord[] {
  const records: WriteRecord[] = [];
  for (let at = 0; at + headBytes <= log.length;) {
    const end = at + headBytes + log.readUInt32LE(at + 17);
    if (end > log.length) break;
    const kind = kinds[String.fromCharCode(log[at]!) as keyof typeof kinds];
    const file = `${log.readBigUInt64LE(at + 1)}:${log.readBigUInt64LE(at + 9)}`;
    records.push({ kind, file, bytes: log.subarray(at + headBytes, end) });
    at = end;
  }
  return records;
}
