import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ClusterObject } from './objects.js';

/** The files of a chart, by their path in it. */
export type Chart = Readonly<Record<string, string>>;

/** A chart with values files, later ones over earlier ones, or a file of YAML documents. */
export type Task = { readonly chart: Chart; readonly values: readonly string[] } | { readonly documents: string };

export interface Rendered {
  readonly objects: readonly ClusterObject[];
  readonly notes: string;
  /** The chart's own with the given ones over them. */
  readonly values: unknown;
}

/** What was not rendered, and why, in Helm's words. */
export interface Refused {
  readonly error: string;
}

export const readChart = (folder: string): Chart =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
  );

/** Rejects when the renderer cannot be run; what is wrong with a task stands in its place. */
export const render = async (program: string, tasks: readonly Task[]): Promise<(Rendered | Refused)[]> => {
  const child = spawn(program, { stdio: ['pipe', 'pipe', 'inherit'] });
  const printed: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => printed.push(chunk));
  child.stdin.end(JSON.stringify(tasks));
  const code = await new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
  const results = JSON.parse(Buffer.concat(printed).toString('utf8')) as (Partial<Rendered> & Partial<Refused>)[];
  return results.map(({ error, objects = [], notes = '', values }) =>
    error === undefined ? { objects, notes, values } : { error },
  );
};
