import { execFile, spawn, type ChildProcessByStdio } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { promisify } from 'node:util';
import { mongodbUrl } from './config.js';

/** Something that speaks MongoDB's wire protocol, or why there is none. */
export type MongoPeer = { readonly url: string; stop(): Promise<void> } | { readonly skipped: string };

/** Variables of a fleet that keeps its documents there, in databases of its own. */
export const onMongo = ({ url }: { readonly url: string }): Record<string, string> => ({
  PARLEY_STORE: 'mongodb',
  PARLEY_MONGODB_URL: url,
  PARLEY_MONGODB_PREFIX: `parley_${randomUUID().slice(0, 8)}`,
});

const run = promisify(execFile);
const sources = join(import.meta.dirname, '../mongodb-peer');
const cache = join(import.meta.dirname, '../../../node_modules/.cache/parley');

/** The server that `MONGODB_URL` names; else a container where an engine runs; else a server in Java, whose libraries
 * Maven fetches once. Documents of the last two are gone with `stop`. */
export async function startMongoPeer(): Promise<MongoPeer> {
  if (mongodbUrl) return { url: mongodbUrl, stop: async () => undefined };
  if (await engineRuns()) return startContainer();
  return startJavaPeer();
}

async function engineRuns(): Promise<boolean> {
  const { getContainerRuntimeClient } = await import('testcontainers');
  return getContainerRuntimeClient().then(
    () => true,
    () => false,
  );
}

async function startContainer(): Promise<MongoPeer> {
  const { GenericContainer } = await import('testcontainers');
  const container = await new GenericContainer('mongo:8.0').withExposedPorts(27017).start();
  return {
    url: `mongodb://${container.getHost()}:${container.getMappedPort(27017)}`,
    stop: async () => void (await container.stop()),
  };
}

async function startJavaPeer(): Promise<MongoPeer> {
  for (const program of ['java', 'mvn'])
    if (!(await run(program, ['-version']).then(Boolean, () => false)))
      return { skipped: `no MONGODB_URL, no container engine, no ${program}` };
  let libraries: string;
  try {
    libraries = await fetchLibraries();
  } catch (error) {
    return { skipped: `no MONGODB_URL, no container engine, and Maven failed: ${String(error)}` };
  }
  const child = spawn('java', ['-cp', join(libraries, '*'), join(sources, 'MongodbPeer.java')], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit').then(() => undefined);
  const port = await Promise.race([once(createInterface(child.stdout), 'line'), exited]);
  if (!port)
    return { skipped: 'no MONGODB_URL, no container engine, and the Java server did not start (JDK 17 or newer?)' };
  detach(child);
  return {
    url: `mongodb://127.0.0.1:${(port as string[])[0]}`,
    stop: async () => {
      child.ref();
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Keeps no test process alive; ends with it, for it reads its standard input to the end. */
function detach(child: ChildProcessByStdio<Writable, Readable, null>): void {
  child.unref();
  for (const stream of [child.stdin, child.stdout]) if (stream instanceof Socket) stream.unref();
}

/** A folder of jars, named by what pom.xml says. Two that fetch at once do it apart; the first to finish stays. */
async function fetchLibraries(): Promise<string> {
  const pom = join(sources, 'pom.xml');
  const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
  const folder = join(cache, `mongodb-peer-${version}`);
  if (existsSync(folder)) return folder;
  const own = `${folder}.${randomUUID()}`;
  mkdirSync(own, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies';
  try {
    await run('mvn', ['--batch-mode', '--file', pom, goal, '-DincludeScope=runtime', `-DoutputDirectory=${own}`]);
    if (!existsSync(folder)) renameSync(own, folder);
  } finally {
    rmSync(own, { recursive: true, force: true });
  }
  return folder;
}
