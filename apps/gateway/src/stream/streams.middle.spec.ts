import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId, type Entry } from '@parley/contracts';
import type { TokenSigner } from '@parley/testing';
import { startDoor, type TestDoor } from '../testing/door.js';
import { EventReader } from '../testing/event-reader.js';
import { entryAt, script } from '../testing/parties.js';
import { Scene } from '../testing/scene.js';
import { WrittenLog, partsOfAnswer } from '../testing/written-log.js';

describe('the events of a session (real: broker, gateway over HTTP; scripted: orchestrator, accounts)', () => {
  const tenant = newId();
  const readers: EventReader[] = [];
  let scene: Scene;
  let signer: TokenSigner;
  let door: TestDoor;
  let session_id: string;
  let written: WrittenLog;
  let log: Entry[];

  beforeAll(async () => {
    scene = await Scene.start();
    ({ signer, door } = scene);
  }, 60_000);

  afterEach(() => readers.splice(0).forEach((reader) => reader.close()));
  afterAll(() => scene.end());

  beforeEach(() => {
    written = new WrittenLog(scene.orchestrator, tenant);
    ({ session_id, entries: log } = written);
  });

  const write = (...seqs: number[]): void => written.write(...seqs);
  const push = (...seqs: number[]): void => written.push(...seqs);
  const read = async (last?: string, token?: string): Promise<EventReader> => {
    const authorization = `Bearer ${token ?? (await signer.token({ tenant }))}`;
    const headers = { authorization, ...(last === undefined ? {} : { 'last-event-id': last }) };
    const reader = await EventReader.open(`${door.url}/api/v1/chat/sessions/${session_id}/events`, headers);
    readers.push(reader);
    return reader;
  };

  it('tells the log from the beginning, then what is pushed, each event once and in order', async () => {
    write(1, 2);
    const reader = await read();
    await reader.until(({ ids }) => ids.includes('2.3'));
    write(3, 4);
    push(3);
    push(3, 4);
    await reader.until(({ ids }) => ids.includes('4.3'));
    push(1, 2, 3, 4);
    await sleep(50);
    expect(reader.ids).toEqual(['1.0', ...partsOfAnswer(2), '3.0', ...partsOfAnswer(4)]);
    expect(reader.response.headers).toMatchObject({
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
  });

  it('goes on between two parts', async () => {
    write(1, 2, 3);
    const reader = await read('2.1');
    await reader.until(({ ids }) => ids.includes('3.0'));
    expect(reader.ids).toEqual(['2.2', '2.3', '3.0']);
  });

  it('reads the log where a push was lost', async () => {
    write(1);
    const reader = await read();
    await reader.until(({ ids }) => ids.includes('1.0'));
    write(2, 3);
    push(3);
    await reader.until(({ ids }) => ids.includes('3.0'));
    expect(reader.ids).toEqual(['1.0', ...partsOfAnswer(2), '3.0']);
  });

  it('tells an answer as it grows, and what came meanwhile after it', async () => {
    write(1);
    const parts = [4, 9, 16];
    const text = 'One. Two. Three.';
    const grown = (count: number, open: boolean): Entry => {
      const shown = parts.slice(0, count);
      return { ...entryAt(session_id, 2, text.slice(0, shown.at(-1))), parts: shown, ...(open ? { open } : {}) };
    };
    const store = (entry: Entry) => (log[entry.seq - 1] = entry);
    const reader = await read();
    store(grown(1, true));
    push(2);
    await reader.until(({ ids }) => ids.includes('2.1'));
    write(3);
    push(3);
    store(grown(2, true));
    const other = await read('2.1');
    await other.until(({ ids }) => ids.includes('2.2'));
    push(2);
    await reader.until(({ ids }) => ids.includes('2.2'));
    store(grown(3, false));
    push(2);
    for (const each of [reader, other]) await each.until(({ ids }) => ids.includes('3.0'));
    expect(reader.ids).toEqual(['1.0', '2.1', '2.2', '2.3', '2.4', '3.0']);
    expect(other.ids).toEqual(['2.2', '2.3', '2.4', '3.0']);
    const deltas = reader.events.filter(({ type }) => type === 'delta');
    expect(deltas.map(({ data }) => (data.data as { text: string }).text).join('')).toBe(text);
  });

  it('reads on where the end of an answer that grew was not pushed', async () => {
    write(1, 2);
    log[1] = { ...log[1]!, open: true, parts: [8] };
    const reader = await read();
    await reader.until(({ ids }) => ids.includes('2.1'));
    const { open: _, ...finished } = log[1];
    log[1] = finished;
    await reader.until(({ ids }) => ids.includes('2.2'));
  });

  it('tells what the customer thought of it after the end, also to those who come between', async () => {
    write(1);
    log.push({ ...entryAt(session_id, 2, 'The end.'), kind: 'session_end' });
    const all = await Promise.all([read(), read('2.0'), read('2.999999')]);
    await all[0]!.until(({ ids }) => ids.includes('2.0'));
    push(2);
    log[1] = { ...log[1]!, rating: 5 };
    push(2);
    push(2);
    for (const each of all) await each.until(({ ids }) => ids.includes('2.1'));
    expect(all.map(({ ids }) => ids)).toEqual([['1.0', '2.0', '2.1'], ['2.1'], ['2.1']]);
  });

  it('reads the log every second while a turn is unfinished, and then no more', async () => {
    script.open = true;
    write(1);
    const reader = await read();
    await reader.until(({ ids }) => ids.includes('1.0'));
    write(2);
    script.open = false;
    await reader.until(({ ids }) => ids.includes('2.3'));
    const { reads } = script;
    await sleep(1500);
    expect(script.reads).toBe(reads);
  });

  it('reads the log when the bus is there again', async () => {
    write(1);
    const reader = await read();
    await reader.until(({ ids }) => ids.includes('1.0'));
    await scene.broker.kill();
    write(2);
    await scene.broker.restart();
    while (!scene.orchestrator.fleet.connected) await sleep(10);
    await reader.until(({ ids }) => ids.includes('2.3'), 10_000);
    expect(reader.ids).toEqual(['1.0', ...partsOfAnswer(2)]);
  }, 20_000);

  it('shows `why` to staff only, read or pushed', async () => {
    write(1, 2);
    const whys = async (token: string) => {
      const reader = await read(undefined, token);
      await reader.until(({ ids }) => ids.includes('2.3'));
      const later = entryAt(session_id, 2 + log.length - 1);
      log.push(later);
      push(later.seq);
      await reader.until(({ ids }) => ids.some((id) => id?.startsWith(`${later.seq}.`)));
      return reader.events.map(({ data }) => 'why' in (data.data as object));
    };
    expect((await whys(await signer.token({ tenant }))).some(Boolean)).toBe(false);
    expect((await whys(await signer.token({ tenant, role: 'agent' }))).some(Boolean)).toBe(true);
  });

  it('reads through more than a page', async () => {
    write(...Array.from({ length: 250 }, (_, index) => index + 1));
    const reader = await read();
    await reader.until(({ ids }) => ids.includes('250.3'));
    expect(reader.events).toHaveLength(125 * 4);
  });

  it('cuts a reader who takes nothing, holding no more than a page for him; he goes on where he was', async () => {
    const entries = 1500;
    script.page = 20;
    for (let seq = 1; seq <= entries; seq += 1) log.push(entryAt(session_id, seq, 'x'.repeat(16_000)));
    script.reads = 0;
    const lazy = await read();
    lazy.response.pause();
    await sleep(8000);
    const { reads } = script;
    expect(reads).toBeLessThan(entries / script.page);
    await sleep(3000);
    expect(script.reads).toBe(reads);
    lazy.response.resume();
    await lazy.until(({ over }) => over);
    const last = lazy.ids.at(-1)!;
    expect(Number(last.split('.')[0])).toBeLessThan(entries);
    const again = await read(last);
    await again.until(({ ids }) => ids.includes(`${entries}.2`), 20_000);
    const whole = [...lazy.ids, ...again.ids];
    expect([whole.length, new Set(whole).size]).toEqual([entries * 1.5, entries * 1.5]);
    script.page = 100;
  }, 60_000);

  it('ends when the token does, and says so', async () => {
    const token = await signer.token({ tenant }, { exp: Math.floor(Date.now() / 1000) + 3 });
    const reader = await read(undefined, token);
    await reader.until(({ over }) => over);
    expect(reader.events.at(-1)).toMatchObject({ type: 'error', data: { data: { code: 'auth.token_expired' } } });
  });

  it.each(['7.0', 'x', '1.0.0'])('refuses to go on from %j', async (last) => {
    write(1);
    const reader = await read(last);
    expect(reader.response.statusCode).toBe(400);
  });

  it('answers with an error, not a stream, where there is no such session', async () => {
    session_id = newId();
    expect((await read()).response.statusCode).toBe(404);
  });

  it('tells everybody to come back when it stops, and ends', async () => {
    const other = await startDoor(scene.broker, signer);
    const authorization = `Bearer ${await signer.token({ tenant })}`;
    const reader = await EventReader.open(`${other.url}/api/v1/chat/sessions/${session_id}/events`, { authorization });
    await other.remove();
    await reader.until(({ over }) => over);
    expect(reader.events.at(-1)).toMatchObject({ type: 'error', data: { data: { code: 'fleet.unavailable' } } });
  }, 20_000);
});
