import { type BenchConfig, readConfig } from './config.js';
import type { Figure } from './figure.js';
import { runConnections } from './connections/connections.js';
import { runFloor } from './floor/floor.js';
import { runIdle } from './idle/idle.js';
import { runIngestion } from './ingestion/ingestion.js';
import { asLines, asTable } from './report.js';
import { runOverload } from './overload/overload.js';
import { runShows } from './shows/shows.js';
import { runStart } from './start/start.js';
import { runTurn } from './turn/turn.js';

type Bench = (config: BenchConfig, say: (line: string) => void) => Promise<Figure[]>;

const benches: Readonly<Record<string, Bench>> = {
  connections: runConnections,
  floor: runFloor,
  idle: runIdle,
  ingestion: runIngestion,
  overload: runOverload,
  shows: runShows,
  start: runStart,
  turn: runTurn,
};

/** Progress goes to stderr, figures to stdout. Ends with 1 when a figure misses its bar. */
async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2));
  const bench = benches[config.bench];
  if (!bench) throw new Error(`no bench "${config.bench}"; there are: ${Object.keys(benches).join(', ')}`);
  const figures = await bench(config, (line) => console.error(line));
  console.log(config.json ? asLines(figures) : asTable(figures));
  process.exitCode = figures.every(({ ok }) => ok) ? 0 : 1;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
});
