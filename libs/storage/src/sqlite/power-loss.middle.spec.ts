import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { checkAcknowledgements, recordWrites, tempFolder } from '@parley/testing';
import { entries } from '../contract/entries.js';

jest.setTimeout(60_000);
const folder = tempFolder('power-loss');
afterAll(() => folder.remove());
const recorder = await recordWrites(folder.path);

/** Writes 60 times, a few at once, in every way there is, and acknowledges each id on its standard output. */
const program = `
  import { randomUUID } from 'node:crypto';
  import { openSqliteStore } from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};
  const { options, entries } = JSON.parse(process.argv[1]);
  const store = await openSqliteStore(options);
  const log = store.collection(entries);
  const write = async (i) => {
    const draft = { id: randomUUID(), session_id: 's', seq: i, text: 'hello' };
    const event = { id: randomUUID(), subject: 'written', aggregate: 's', at: '', data: {} };
    if (i % 3 === 0) await log.insert('t1', draft, [event]);
    if (i % 3 === 1) await log.insertIfAbsent('t1', draft, [event]);
    if (i % 3 === 2) await store.bulk('t1', [{ kind: 'insert', collection: log, draft, events: [event] }]);
    console.log(draft.id, event.id);
  };
  for (let i = 0; i < 60; i += 5) await Promise.all([0, 1, 2, 3, 4].map((j) => write(i + j)));
  await store.close();`;

async function acknowledgements(synchronous: 'FULL' | 'OFF', env: Readonly<Record<string, string>>) {
  const settings = { options: { file: join(folder.path, `${synchronous}.db`), synchronous }, entries };
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program, JSON.stringify(settings)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...env },
  });
  const printed = await text(child.stdout);
  return { ids: printed.split(/\s+/).filter(Boolean), pid: child.pid! };
}

describe('power loss (real: a process, its writes and syncs as the kernel sees them; compiled)', () => {
  if ('skipped' in recorder) {
    it.skip(recorder.skipped, () => undefined);
    return;
  }

  it('takes nothing that was acknowledged: each id leaves after the sync that covers it', async () => {
    const { ids, pid } = await acknowledgements('FULL', recorder.env);
    const { acknowledged, tooEarly } = checkAcknowledgements(recorder.recordsOf(pid), ids);
    expect(new Set(acknowledged).size).toBe(120);
    expect(tooEarly).toEqual([]);
  });

  it('would take what is acknowledged without a sync: the check sees it', async () => {
    const { ids, pid } = await acknowledgements('OFF', recorder.env);
    expect(checkAcknowledgements(recorder.recordsOf(pid), ids).tooEarly).toHaveLength(120);
  });
});
