import { describe, expect, it } from '@jest/globals';
import { Backoff } from './backoff.js';
import { addressOf } from './paths.js';
import { isAfter } from './session-event.js';
import { blocksOf, type SseBlock } from './sse.js';

describe('waits between attempts', () => {
  it('double up to the most, each between half and the whole', () => {
    const longest = new Backoff(500, 4000, () => 1);
    expect(Array.from({ length: 6 }, () => longest.next())).toEqual([500, 1000, 2000, 4000, 4000, 4000]);
    const shortest = new Backoff(500, 4000, () => 0);
    expect([shortest.next(), shortest.next()]).toEqual([250, 500]);
    shortest.reset();
    expect(shortest.next()).toBe(250);
  });
});

describe('addresses', () => {
  it.each([
    ['/a/{id}/b', { path: { id: 'x/../y' } }, '/a/x%2F..%2Fy/b'],
    ['/a', { query: { limit: 5, cursor: undefined, q: 'ü &' } }, '/a?limit=5&q=%C3%BC+%26'],
    ['/a', { query: {} }, '/a'],
  ])('%s with %j is %s', (route, values, address) => {
    expect(addressOf(route, values)).toBe(address);
  });

  it('a parameter that is missing is an error of the caller', () => {
    expect(() => addressOf('/a/{id}', {})).toThrow('needs id');
  });
});

describe('places in a session', () => {
  it.each([
    ['2.0', '1.9', true],
    ['10.0', '9.0', true],
    ['3.2', '3.1', true],
    ['3.1', '3.1', false],
    ['2.9', '3.0', false],
  ])('%s after %s: %s', (id, last, after) => {
    expect(isAfter(id, last)).toBe(after);
  });
});

describe('a stream of server-sent events', () => {
  const read = async (...pieces: (string | Uint8Array)[]): Promise<SseBlock[]> => {
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const piece of pieces) controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
        controller.close();
      },
    });
    const blocks: SseBlock[] = [];
    for await (const block of blocksOf(body, () => undefined)) blocks.push(block);
    return blocks;
  };

  it('is the same however it is cut', async () => {
    const text =
      ': hello\nretry: 1000\n\nid: 1.0\nevent: accepted\ndata: {"text":"İyi günler 🙂"}\n\ndata: a\ndata: b\n\n';
    const whole = [{ id: '1.0', event: 'accepted', data: '{"text":"İyi günler 🙂"}' }, { data: 'a\nb' }];
    expect(await read(text)).toEqual(whole);
    expect(await read(text.replaceAll('\n', '\r\n'))).toEqual(whole);
    const bytes = new TextEncoder().encode(text);
    expect(await read(...Array.from(bytes, (byte) => Uint8Array.of(byte)))).toEqual(whole);
  });

  it('an event without its end is none', async () => {
    expect(await read('data: 1\n\ndata: 2')).toEqual([{ data: '1' }]);
  });
});
