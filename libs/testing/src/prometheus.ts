import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findPrometheus, freePorts, type Prometheus } from '@parley/fleet';
import { ServerProcess } from './server-process.js';
import { tempFolder } from './temp-folder.js';

const projectFolder = join(import.meta.dirname, '..', '..', '..');

/** The shipped configuration: what is scraped, the rules and their tests, the dashboard. */
export const observabilityFolder = join(projectFolder, 'deploy', 'observability');

/** Prometheus and promtool of this machine, got where that is possible; undefined, after saying so, where not. */
export const prometheusPrograms = (): Promise<Prometheus | undefined> =>
  findPrometheus(join(projectFolder, '.parley', 'bin'), (line) => process.stderr.write(`${line}\n`));

/** One series of an answer. */
export interface Sampled {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** A real Prometheus with the shipped configuration and rules. */
export interface RunningPrometheus {
  readonly url: string;
  /** Throws when the query is wrong. */
  query(expression: string): Promise<Sampled[]>;
  stop(): Promise<void>;
}

/**
 * Scrapes services (`http://127.0.0.1:<port>` by name) and judges the rules once a second. A fault holds for `hold_s`
 * seconds, not for the minutes of the rules, before its alert fires.
 */
export async function startPrometheus(
  { prometheus }: Prometheus,
  urls: Readonly<Record<string, string>>,
  hold_s: number,
): Promise<RunningPrometheus> {
  const folder = tempFolder('prometheus');
  const shipped = (name: string) => readFileSync(join(observabilityFolder, name), 'utf8');
  const write = (name: string, text: string) => writeFileSync(join(folder.path, name), text);
  write('prometheus.yml', shipped('prometheus.yml').replaceAll(/_interval: 15s/g, '_interval: 1s'));
  write('alerts.yml', shipped('alerts.yml').replaceAll(/for: \d+m/g, `for: ${hold_s}s`));
  const targets = Object.entries(urls).map(([name, url]) => ({
    targets: [new URL(url).host],
    labels: { service: name },
  }));
  write('targets.yml', JSON.stringify(targets));
  const [port] = await freePorts(1);
  const settings = {
    'config.file': join(folder.path, 'prometheus.yml'),
    'storage.tsdb.path': join(folder.path, 'data'),
    'web.listen-address': `127.0.0.1:${port}`,
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const server = new ServerProcess(prometheus, args, port!);
  await server.start();
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    query: async (expression) => {
      const reply = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(expression)}`);
      const { data, error } = (await reply.json()) as Answer;
      if (!data) throw new Error(`${expression}: ${error}`);
      return data.result.map(({ metric, value }) => ({ labels: metric, value: Number(value[1]) }));
    },
    stop: async () => {
      await server.end('SIGKILL');
      folder.remove();
    },
  };
}

interface Answer {
  readonly data?: { readonly result: { metric: Record<string, string>; value: [number, string] }[] };
  readonly error?: string;
}
