import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { onPath, settings } from '../config.js';
import { output } from './command.js';
import { download as downloadRelease, machine } from './release.js';
import { isAtLeast, show, versionOf, type Version } from './version.js';

/** Older ones lack per-key time to live and `sync_interval: always`, or have known security holes. */
const OLDEST: Version = [2, 11, 16];
const CURRENT = 'v2.15.2';
const MODULE = `github.com/nats-io/nats-server/v2@${CURRENT}`;
const RELEASES = 'https://github.com/nats-io/nats-server/releases/download';
const BUILD_LIMIT_MS = 600_000;

type Say = (line: string) => void;

const isFit = async (program: string): Promise<boolean> => {
  const version = await versionOf(program);
  return version !== undefined && isAtLeast(version, OLDEST);
};

const build = async (folder: string): Promise<void> => {
  await output('go', ['install', MODULE], { env: { GOBIN: folder }, withinMs: BUILD_LIMIT_MS });
};

const brew = async (): Promise<void> => {
  await output('brew', ['install', 'nats-server'], { withinMs: BUILD_LIMIT_MS });
};

/** Fetches the official release into `folder`. */
export const download = async (folder: string, releases = RELEASES): Promise<void> => {
  const [system, processor] = machine();
  const base = `nats-server-${CURRENT}-${system}-${processor}`;
  await downloadRelease({ url: `${releases}/${CURRENT}`, base, sums: 'SHA256SUMS', programs: ['nats-server'] }, folder);
};

/** The ways to get one, each tried where its tool is at hand. */
const waysToGet = (folder: string): { what: string; tool?: string; get: () => Promise<void> }[] => [
  { what: `building nats-server ${CURRENT} with Go (about half a minute)`, tool: 'go', get: () => build(folder) },
  { what: 'installing nats-server with Homebrew', tool: 'brew', get: brew },
  { what: `downloading the nats-server ${CURRENT} release`, get: () => download(folder) },
];

const chosen = async (program: string): Promise<string> => {
  const version = await versionOf(program);
  if (!version) throw new Error(`PARLEY_NATS_SERVER names ${program}, which does not run as a nats-server`);
  if (!isAtLeast(version, OLDEST)) {
    throw new Error(`PARLEY_NATS_SERVER names version ${show(version)}; at least ${show(OLDEST)} is needed`);
  }
  return program;
};

/** The path of a nats-server that is new enough; gets one into `folder` where the machine has none. */
export const findNatsServer = async (folder: string, say: Say): Promise<string> => {
  if (settings.natsServer) return chosen(settings.natsServer);
  const own = join(folder, 'nats-server');
  const find = async (): Promise<string | undefined> => {
    for (const program of [own, onPath('nats-server')]) if (program && (await isFit(program))) return program;
    return undefined;
  };
  const there = await find();
  if (there) return there;
  await mkdir(folder, { recursive: true });
  for (const way of waysToGet(folder)) {
    if (way.tool && !onPath(way.tool)) continue;
    say(way.what);
    try {
      await way.get();
      const found = await find();
      if (found) return found;
    } catch (error) {
      say(`that failed: ${(error as Error).message.split('\n')[0]}`);
    }
  }
  throw new Error(
    `no nats-server ${show(OLDEST)} or newer could be found or got; install one (https://nats.io/download) or name one with PARLEY_NATS_SERVER`,
  );
};
