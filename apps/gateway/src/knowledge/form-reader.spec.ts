import { PassThrough, Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { FleetError } from '@parley/contracts';
import { UnreadForm } from '../http/raw-body.js';
import { readForm } from './form-reader.js';
import { labelsOf } from './uploads.js';

type Fields = readonly (readonly [name: string, value: string | File])[];

/** A form as a browser sends it, in chunks of so many bytes. */
async function sent(fields: Fields, chunk = 1000, change = (bytes: Buffer) => bytes): Promise<UnreadForm> {
  const data = new FormData();
  for (const [name, value] of fields) data.append(name, value);
  const response = new Response(data);
  const bytes = change(Buffer.from(await response.arrayBuffer()));
  const chunks = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, n) =>
    bytes.subarray(n * chunk, (n + 1) * chunk),
  );
  return new UnreadForm(response.headers.get('content-type')!, Readable.from(chunks, { objectMode: false }));
}

const file = (content: string | Uint8Array<ArrayBuffer>, name = 'İade.md') =>
  new File([content], name, { type: 'text/markdown' });

async function read(form: UnreadForm) {
  const taken: Buffer[] = [];
  const whole = await readForm(form, async (bytes) => void taken.push(bytes));
  return { labels: labelsOf(whole), content: Buffer.concat(taken) };
}

const codeOf = (form: UnreadForm): Promise<string> =>
  read(form).then(
    () => 'taken',
    (error: FleetError) => error.code,
  );

describe('a form with a document', () => {
  it.each([1, 7, 100, 65_536])('is read in chunks of %i bytes; the name of the file is its name', async (chunk) => {
    const bytes = new Uint8Array([0xff, 0x00, 0x41, 0x0d, 0x0a, 0x2d, 0x2d]);
    const { labels, content } = await read(
      await sent(
        [
          ['title', 'İade koşulları'],
          ['file', file(bytes)],
        ],
        chunk,
      ),
    );
    expect(labels).toEqual({ name: 'İade.md', title: 'İade koşulları', content_type: 'text/markdown' });
    expect(content).toEqual(Buffer.from(bytes));
  });

  it('may be given another name, also after the file', async () => {
    expect(
      (
        await read(
          await sent([
            ['file', file('x')],
            ['name', 'other'],
          ]),
        )
      ).labels.name,
    ).toBe('other');
  });

  it('waits until what was read is taken', async () => {
    let [given, taken] = [0, 0];
    const form = await sent([['file', file('x'.repeat(2e6))]]);
    const counted = form.stream.map((chunk: Buffer) => {
      given += chunk.length;
      return chunk;
    });
    await readForm(new UnreadForm(form.type, counted), async (bytes) => {
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      expect(given - taken).toBeLessThan(400_000);
      taken += bytes.length;
    });
    expect(taken).toBe(2e6);
  });

  it('stops where it cannot be taken, and forgets the rest', async () => {
    const form = await sent([['file', file('x'.repeat(2e6))]]);
    const tooLarge = new FleetError('document.too_large');
    await expect(readForm(form, () => Promise.reject(tooLarge))).rejects.toBe(tooLarge);
    for (let turn = 0; turn < 50_000 && !form.stream.readableEnded; turn++) await setImmediate();
    expect(form.stream.readableEnded).toBe(true);
  });

  const cutOff = (bytes: Buffer) => bytes.subarray(0, bytes.length - 20);
  const notUtf8 = (bytes: Buffer) => Buffer.from(bytes.toString('latin1').replace('QQQQ', '\xff\xfe'), 'latin1');
  it.each<[string, () => Promise<UnreadForm>, string]>([
    ['without a file', () => sent([['name', 'a']]), 'request.invalid'],
    ['whose file is a field', () => sent([['file', 'text']]), 'request.invalid'],
    [
      'with two files',
      () =>
        sent([
          ['file', file('x')],
          ['file', file('y')],
        ]),
      'request.invalid',
    ],
    ['with another file', () => sent([['other', file('x')]]), 'request.invalid'],
    [
      'with a field that comes twice',
      () =>
        sent([
          ['name', 'a'],
          ['name', 'b'],
          ['file', file('x')],
        ]),
      'request.invalid',
    ],
    [
      'with an unknown field',
      () =>
        sent([
          ['file', file('x')],
          ['more', '1'],
        ]),
      'request.invalid',
    ],
    [
      'with a language that is none',
      () =>
        sent([
          ['file', file('x')],
          ['language', 'xx'],
        ]),
      'request.invalid',
    ],
    [
      'with a long field',
      () =>
        sent([
          ['title', 'x'.repeat(30_000)],
          ['file', file('x')],
        ]),
      'request.invalid',
    ],
    ['that breaks off', () => sent([['file', file('x')]], 1000, cutOff), 'request.invalid'],
    [
      'with fields that are no UTF-8',
      () =>
        sent(
          [
            ['title', 'QQQQ'],
            ['file', file('x')],
          ],
          1000,
          notUtf8,
        ),
      'request.not_utf8',
    ],
    ['of nothing', async () => new UnreadForm('multipart/form-data; boundary=x', Readable.from([])), 'request.invalid'],
    [
      'without a boundary',
      async () => new UnreadForm('multipart/form-data', Readable.from(['x'])),
      'request.unsupported_media_type',
    ],
  ])('%s is refused', async (_what, form, code) => {
    expect(await codeOf(await form())).toBe(code);
  });

  it('is refused when its connection ends', async () => {
    const { type, stream } = await sent([['file', file('x'.repeat(100_000))]]);
    const connection = new PassThrough();
    const reading = codeOf(new UnreadForm(type, connection));
    connection.write(stream.read(50_000));
    await setImmediate();
    connection.destroy();
    expect(await reading).toBe('request.invalid');
  });
});
