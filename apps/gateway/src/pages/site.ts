import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** A file of a site, ready to be sent. */
export interface SiteFile {
  readonly type: string;
  readonly bytes: Buffer;
  /** The same, compressed; only where that saves something. */
  readonly gzipped?: Buffer;
  readonly etag: string;
  /** Its name carries a hash of its content: it never changes. */
  readonly immutable: boolean;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.json': 'application/json',
};

/** Where Vite puts what it names by hash. */
const HASHED = 'assets/';

const compress = promisify(gzip);

/** The files of a built site by path, all in memory: a few hundred kB, and nothing else can be asked for. */
export async function readSite(folder: string): Promise<ReadonlyMap<string, SiteFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile() && Object.hasOwn(types, extname(entry.name)));
  const files = await Promise.all(
    found.map(async ({ parentPath, name }) => {
      const path = relative(folder, join(parentPath, name)).split(sep).join('/');
      return [path, await fileOf(path, await readFile(join(parentPath, name)))] as const;
    }),
  );
  return new Map(files);
}

async function fileOf(path: string, bytes: Buffer): Promise<SiteFile> {
  const gzipped = await compress(bytes, { level: 9 });
  return {
    type: types[extname(path)]!,
    bytes,
    ...(gzipped.length < bytes.length ? { gzipped } : {}),
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    immutable: path.startsWith(HASHED),
  };
}
