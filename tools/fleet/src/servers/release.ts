import { createHash } from 'node:crypto';
import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { output } from './command.js';

const LIMIT_MS = 120_000;

/** An official archive with programs in it. */
export interface Release {
  /** Where its files are. */
  readonly url: string;
  /** Of the archive without `.tar.gz`, and of the folder in it. */
  readonly base: string;
  /** Name of the file with the SHA-256 of every archive. */
  readonly sums: string;
  readonly programs: readonly string[];
}

/** This machine as Go's releases name it, such as `linux` and `amd64`. Throws where there are none for it. */
export const machine = (): readonly [system: string, processor: string] => {
  const processor = { x64: 'amd64', arm64: 'arm64' }[arch() as string];
  if (!processor) throw new Error(`there is no release for ${arch()}`);
  return [platform(), processor];
};

const get = async (url: string): Promise<Buffer> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(LIMIT_MS) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
};

/** Puts programs that were unpacked where they are looked for. */
export const keep = async (programs: readonly string[], from: string, folder: string): Promise<void> => {
  for (const program of programs) {
    await chmod(join(from, program), 0o755);
    await rename(join(from, program), join(folder, program));
  }
};

/** Fetches an archive, checks it against the release's sums and puts its programs into `folder`. */
export const download = async ({ url, base, sums, programs }: Release, folder: string): Promise<void> => {
  const [archive, list] = await Promise.all([get(`${url}/${base}.tar.gz`), get(`${url}/${sums}`)]);
  const expected = list
    .toString('utf8')
    .split('\n')
    .find((line) => line.trimEnd().endsWith(`${base}.tar.gz`))
    ?.split(/\s+/)[0];
  const actual = createHash('sha256').update(archive).digest('hex');
  if (actual !== expected)
    throw new Error(`${base}.tar.gz has SHA-256 ${actual}, the release says ${expected ?? 'nothing'}`);
  const unpacked = await mkdtemp(join(folder, 'unpack-'));
  try {
    await writeFile(join(unpacked, 'archive.tar.gz'), archive);
    await output('tar', ['-xzf', join(unpacked, 'archive.tar.gz'), '-C', unpacked], { withinMs: LIMIT_MS });
    await keep(programs, join(unpacked, base), folder);
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
};
