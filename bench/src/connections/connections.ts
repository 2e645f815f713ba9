import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, newKey } from '@parley/client';
import { signUpCompany, startFleet, type Company, type RunningFleet } from '@parley/testing';
import type { BenchConfig } from '../config.js';
import { type Figure, figureOf } from '../figure.js';
import { readMemory } from '../machine/memory-meter.js';
import { processesOf } from '../machine/processes.js';
import { Reader } from './reader.js';

const BENCH = 'connections';
const SESSIONS = 2000;
const BAR_KB = 40;
const BAR_BACK_S = 15;
/** Sessions that are opened, or written in, at the same time. */
const AT_ONCE = 16;
const WRITERS = 200;
const PATIENCE_MS = 60_000;
const SETTLE_MS = 5000;
/** A greeting and its answer. */
const ENTRIES_A_TURN = 2;

/**
 * 2,000 sessions live over SSE in one gateway, each with a token of its own and a turn that was told. What a stream
 * weighs; then, after kill -9 of the gateway, how long until all are back, and whether each was told everything once,
 * also what was said while they came back.
 */
export async function runConnections({ environment }: BenchConfig, say: (line: string) => void): Promise<Figure[]> {
  const fleet = await startFleet({ variables: { PARLEY_MODELS: environment['PARLEY_MODELS'] ?? '' } });
  const readers: Reader[] = [];
  try {
    const company = await signUpCompany(fleet.api);
    say(`${SESSIONS} visitors begin sessions`);
    readers.push(...(await visitors(fleet, company)));
    await turns(readers);
    const before = await gatewayBytes(fleet);
    for (const reader of readers) void reader.read().catch((error: unknown) => say(String(error)));
    await all(readers, (reader) => reader.live && reader.entries.size === ENTRIES_A_TURN, 'live');
    await turns(readers);
    await all(readers, ({ entries }) => entries.size === 2 * ENTRIES_A_TURN, 'told what is pushed');
    await sleep(SETTLE_MS);
    const each_kb = (await gatewayBytes(fleet)) - before;

    say('kill -9 of the gateway');
    const [gateway] = fleet.supervisor.names.filter((name) => name.startsWith('gateway'));
    const pid = fleet.supervisor.kill(gateway!, 'SIGKILL');
    const since = performance.now();
    await fleet.supervisor.replaced(gateway!, pid);
    say(`ready again after ${((performance.now() - since) / 1000).toFixed(1)} s`);
    // Who writes now writes while the others come back.
    const written = turns(readers.slice(0, WRITERS));
    await all(readers, ({ live }) => live, 'back');
    const back_s = (performance.now() - since) / 1000;
    await written;
    await turns(readers.slice(WRITERS));
    const last = 3 * ENTRIES_A_TURN;
    await all(readers, ({ entries }) => entries.size >= last, 'told everything').catch((error: Error) =>
      say(error.message),
    );
    const sum = (of: (reader: Reader) => number): number => readers.reduce((count, reader) => count + of(reader), 0);
    const figure = (name: string, unit: string, value: number, bar: number): Figure =>
      figureOf({ bench: BENCH, figure: name, unit, values: [value], bar });
    return [
      figure('a stream', 'kB PSS', (each_kb * 1000) / SESSIONS, BAR_KB),
      figure('all back after kill -9', 's', back_s, BAR_BACK_S),
      figure(
        'entries lost',
        '',
        sum((reader) => reader.lost(last)),
        0,
      ),
      figure(
        'events doubled',
        '',
        sum(({ doubled }) => doubled),
        0,
      ),
    ];
  } finally {
    for (const reader of readers) reader.close();
    await fleet.stop();
  }
}

async function visitors({ api }: RunningFleet, { widget_key }: Company): Promise<Reader[]> {
  const client = createClient({ base_url: api.url, widget_key });
  const readers: Reader[] = [];
  await spread(Array.from({ length: SESSIONS }), async () => {
    const begun = await client.post('/api/v1/chat/sessions/initialize', { body: { language: 'en' } });
    readers.push(new Reader(api.url, begun.session_id, begun.visitor_token!));
  });
  return readers;
}

/** A message in every session; the client tries again until it is accepted. */
const turns = (readers: readonly Reader[]): Promise<void> =>
  spread(readers, async ({ base_url, token, session_id }) => {
    const client = createClient({ base_url, token });
    const body = { message: 'hello', client_message_id: newKey() };
    await client.post('/api/v1/chat/sessions/{session_id}/messages', { path: { session_id }, body, retries: 12 });
  });

async function spread<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    while (left.length > 0) await work(left.pop()!);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Of the gateway, in MB. */
async function gatewayBytes({ supervisor }: RunningFleet): Promise<number> {
  const sizes = await readMemory(processesOf(supervisor).filter(({ name }) => name.startsWith('gateway')));
  return [...sizes.values()].reduce((sum, each) => sum + each, 0);
}

async function all(readers: readonly Reader[], holds: (reader: Reader) => boolean, what: string): Promise<void> {
  const until = performance.now() + PATIENCE_MS;
  for (;;) {
    const missing = readers.filter((reader) => !holds(reader)).length;
    if (missing === 0) return;
    if (performance.now() > until) throw new Error(`${missing} of ${readers.length} are not ${what}`);
    await sleep(50);
  }
}
