import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from '@jest/globals';
import { entries, settledEvents } from './entries.js';
import type { Given } from './given.js';

const compiled = new URL('../../dist/index.js', import.meta.url).href;

/** Appends to the log of one session for as long as it lives, two at a time, and prints the seq of each entry once it is
 * acknowledged. */
const program = `
  import { randomUUID } from 'node:crypto';
  import * as storage from ${JSON.stringify(compiled)};
  const { opener, options, entries } = JSON.parse(process.argv[1]);
  const log = (await storage[opener](options)).collection(entries);
  const inSession = { index: 'by_seq', where: { session_id: 's' }, order: 'descending', limit: 1 };
  const append = async () => {
    const [head] = await log.find('t1', inSession);
    const seq = (head?.seq ?? 0) + 1;
    const event = { id: randomUUID(), subject: 'written', aggregate: 's', at: '', data: { seq } };
    const draft = { id: randomUUID(), session_id: 's', seq, text: String(process.pid) };
    const { inserted } = await log.insertIfAbsent('t1', draft, [event]);
    if (inserted) console.log(seq);
  };
  for (let i = 0; i < 2; i++) void (async () => { for (;;) await append(); })();`;

/** A process that appends; `acknowledged` grows with what it prints. */
function startWriter(given: Given) {
  const settings = JSON.stringify({ ...given.place.opener, entries });
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, settings], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: number[] = [];
  const lines = createInterface(child.stdout);
  lines.on('line', (seq) => acknowledged.push(Number(seq)));
  const ended = new Promise<void>((resolve) => void lines.once('close', resolve));
  const until = async (count: number) => {
    while (acknowledged.length < count) {
      if (child.exitCode !== null) throw new Error(`a writer ended by itself with ${child.exitCode}`);
      await Promise.race([once(lines, 'line'), ended]);
    }
  };
  const kill = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { acknowledged, until, kill };
}

export function processesContract(given: Given): void {
  describe('processes of their own, compiled, killed while they write', () => {
    const writers: ReturnType<typeof startWriter>[] = [];
    const start = () => {
      const writer = startWriter(given);
      writers.push(writer);
      return writer;
    };
    afterEach(() => Promise.all(writers.splice(0).map((writer) => writer.kill())));

    it('leave one gap-free log with all that was acknowledged, and its events in order', async () => {
      const first = start();
      const second = start();
      await Promise.all([first.until(5), second.until(5)]);
      await first.kill();
      const third = start();
      await Promise.all([second.until(second.acknowledged.length + 10), third.until(10)]);
      await Promise.all([second.kill(), third.kill()]);

      const log = await given.log.find('t1', { index: 'by_seq', where: { session_id: 's' }, limit: 100_000 });
      const seqs = log.map(({ seq }) => seq);
      expect(seqs).toEqual(seqs.map((_, i) => i + 1));
      const acknowledged = [first, second, third].flatMap((writer) => writer.acknowledged);
      expect(new Set(acknowledged).size).toBe(acknowledged.length);
      expect(seqs).toEqual(expect.arrayContaining(acknowledged));
      expect((await settledEvents(given.store, seqs.length)).map(({ data }) => data['seq'])).toEqual(seqs);
    }, 60_000);
  });
}
