import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import type { Files } from './files.js';

export interface GivenFiles {
  /** Another one over the same files, as another process has. */
  open(): Promise<Files>;
  remove(): Promise<void>;
}

/** What every place for files has to do. */
export function filesContract(make: () => Promise<GivenFiles>): void {
  const tenant = newId();
  let given: GivenFiles;
  let files: Files;

  beforeEach(async () => {
    given = await make();
    files = await given.open();
  });
  afterEach(() => given.remove());

  const pieces = async (file: string, of = tenant, from = files): Promise<string[]> => {
    const found: string[] = [];
    for await (const piece of from.read(of, file)) found.push(piece.toString());
    return found;
  };
  const add = (file: string, number: number, text: string, of = tenant) =>
    files.add(of, file, number, Buffer.from(text));

  it('gives pieces back in their order, whatever order they came in, to every process', async () => {
    for (const number of [2, 0, 11, 1, 10, 9, 3, 4, 5, 6, 7, 8]) await add('book', number, `piece ${number}`);
    const expected = Array.from({ length: 12 }, (_, number) => `piece ${number}`);
    expect(await pieces('book')).toEqual(expected);
    expect(await pieces('book', tenant, await given.open())).toEqual(expected);
  });

  it('keeps every byte', async () => {
    const bytes = Uint8Array.from({ length: 512 * 1024 }, (_, at) => (at * 31) % 256);
    await files.add(tenant, 'bytes', 0, bytes);
    for await (const piece of files.read(tenant, 'bytes')) expect(Buffer.compare(piece, bytes)).toBe(0);
  });

  it('has nothing of a file that does not exist, and deletes nothing of it', async () => {
    expect(await pieces('none')).toEqual([]);
    await files.delete(tenant, 'none');
    await files.drop(tenant, 'none', 0);
  });

  it('takes a repeat as what it is', async () => {
    await Promise.all([add('twice', 0, 'same'), add('twice', 0, 'same')]);
    await add('twice', 0, 'same');
    expect(await pieces('twice')).toEqual(['same']);
  });

  it('keeps files and companies apart when one of them is deleted', async () => {
    const other = newId();
    for (let number = 0; number < 25; number++) await add('one', number, `${number}`);
    await add('one more', 0, 'kept');
    await add('one', 0, 'theirs', other);
    await files.delete(tenant, 'one');
    expect([await pieces('one'), await pieces('one more'), await pieces('one', other)]).toEqual([
      [],
      ['kept'],
      ['theirs'],
    ]);
  });

  it('drops one piece', async () => {
    await add('cut', 0, 'stays');
    await add('cut', 1, 'goes');
    await files.drop(tenant, 'cut', 1);
    expect(await pieces('cut')).toEqual(['stays']);
  });

  it('reads any part of a text, also where a character lies over two pieces', async () => {
    const text = `${'x'.repeat(128 * 1024 - 1)}😀${'ş'.repeat(130 * 1024)}end`;
    await files.writeText(tenant, 'text of 1', text);
    for (const [start, end] of [
      [0, 5],
      [128 * 1024 - 2, 128 * 1024 + 3],
      [200_000, Infinity],
      [text.length, Infinity],
    ] as const)
      // prettier-ignore
      expect(await files.readText(tenant, 'text of 1', start, end)).toBe(text.slice(start, end));
    expect(await files.readText(tenant, 'text of 1')).toBe(text);
  });

  it('puts a text in the place of a longer one', async () => {
    await files.writeText(tenant, 'text of 2', 'a'.repeat(300 * 1024));
    await files.writeText(tenant, 'text of 2', 'short');
    expect(await files.readText(tenant, 'text of 2')).toBe('short');
    expect(await files.readText(tenant, 'none')).toBe('');
  });
}
