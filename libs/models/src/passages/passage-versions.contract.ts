import { describe, expect, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { document, tenant, type At } from './given-index.fixture.js';

/** What becomes of the passages of a document with its versions. */
export function passageVersionsContract(at: At): void {
  describe('a version', () => {
    const id = newId();

    it('takes the place of the one before at once', async () => {
      await at.writer.replaceDocument(tenant, document({ id, texts: ['Returns take 14 days.', 'Parcels are small.'] }));
      expect(await at.texts('returns')).toEqual(['Returns take 14 days.']);
      await at.writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['Returns take 30 days.'] }));
      expect(await at.texts('returns')).toEqual(['Returns take 30 days.']);
      expect(await at.texts('parcels')).toEqual([]);
      expect(await at.reader.count(tenant)).toEqual({ documents: 1, passages: 1 });
    });

    it('that is older changes nothing', async () => {
      await at.writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['new text'] }));
      expect(await at.writer.replaceDocument(tenant, document({ id, revision: 1, texts: ['old text'] }))).toBe(false);
      expect(await at.texts('text')).toEqual(['new text']);
    });

    it('that was deleted is gone at once and does not come back', async () => {
      await at.writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['some text'] }));
      expect(await at.writer.deleteDocument(tenant, id, 2)).toBe(true);
      expect(await at.texts('text')).toEqual([]);
      expect(await at.writer.replaceDocument(tenant, document({ id, revision: 2, texts: ['some text'] }))).toBe(false);
      expect(await at.writer.deleteDocument(tenant, id, 2)).toBe(false);
      expect(await at.writer.replaceDocument(tenant, document({ id, revision: 3, texts: ['later text'] }))).toBe(true);
    });

    it('that was deleted before it was live stays away', async () => {
      expect(await at.writer.deleteDocument(tenant, id, 1)).toBe(false);
      expect(await at.writer.replaceDocument(tenant, document({ id, texts: ['some text'] }))).toBe(false);
      expect(await at.reader.count(tenant)).toEqual({ documents: 0, passages: 0 });
    });

    it('that is called off before it is live leaves the one before as it is', async () => {
      await at.writer.replaceDocument(tenant, document({ id, texts: ['old text'] }));
      const off = AbortSignal.abort(new Error('called off'));
      const next = document({ id, revision: 2, texts: ['new text'] });
      await expect(at.writer.replaceDocument(tenant, next, off)).rejects.toThrow('called off');
      expect(await at.texts('text')).toEqual(['old text']);
      expect(await at.writer.replaceDocument(tenant, next)).toBe(true);
    });

    it('can change its language', async () => {
      await at.writer.replaceDocument(tenant, document({ id, texts: ['warranty'] }));
      await at.writer.replaceDocument(tenant, document({ id, revision: 2, language: 'tr', texts: ['garanti'] }));
      expect([await at.texts('warranty'), await at.texts('garanti', { language: 'tr' })]).toEqual([[], ['garanti']]);
    });
  });

  it('leaves nothing behind after many versions and deletions', async () => {
    const ids = Array.from({ length: 8 }, () => newId());
    for (let revision = 1; revision <= 5; revision++)
      for (const [place, id] of ids.entries())
        await at.writer.replaceDocument(
          tenant,
          document({ id, revision, texts: [`common word${revision}`, `common place${place}`] }),
        );
    for (const id of ids.slice(1)) await at.writer.deleteDocument(tenant, id, 9);
    const kept = await at.reader.search(tenant, {
      text: 'common word4 word5 place3 place0',
      language: 'en',
      limit: 10,
    });
    const other = await at.make();
    const fresh = await other.open();
    await fresh.replaceDocument(
      tenant,
      document({ id: ids[0]!, revision: 5, texts: ['common word5', 'common place0'] }),
    );
    const expected = await fresh.search(tenant, {
      text: 'common word4 word5 place3 place0',
      language: 'en',
      limit: 10,
    });
    await other.remove();
    expect(kept).toEqual(expected);
  });

  it('takes writes of two connections at the same time', async () => {
    const drafts = Array.from({ length: 20 }, (_, n) => document({ texts: [`shared word${n}`] }));
    await Promise.all(drafts.map((draft, n) => (n % 2 ? at.writer : at.reader).replaceDocument(tenant, draft)));
    expect(await at.reader.count(tenant)).toEqual({ documents: 20, passages: 20 });
    expect(await at.texts('shared', { limit: 50 })).toHaveLength(20);
    expect(await at.reader.revision(tenant)).toBe(20);
  });

  it('gives what a version begins with, as long as it is live', async () => {
    const given = document({ texts: ['first', 'second'] });
    await at.writer.replaceDocument(tenant, given);
    expect(await at.reader.lead(tenant, given)).toEqual(given.passages[0]);
    expect(await at.reader.lead('other', given)).toBeUndefined();
    expect(await at.reader.lead(tenant, { ...given, revision: given.revision + 1 })).toBeUndefined();
    await at.writer.deleteDocument(tenant, given.document_id, given.revision);
    expect(await at.reader.lead(tenant, given)).toBeUndefined();
  });

  it('gives the neighbours of a passage', async () => {
    const given = document({ texts: ['first', 'second', 'third', 'fourth'] });
    await at.writer.replaceDocument(tenant, given);
    expect(await at.reader.passages(tenant, given.document_id, 1, 2)).toEqual(given.passages.slice(1, 3));
  });

  it('holds more passages than a bucket', async () => {
    const many = Array.from({ length: 2100 }, (_, n) => `lamp number${n}`);
    await at.writer.replaceDocument(tenant, document({ texts: many }));
    for (const n of [0, 2047, 2048, 2099]) expect((await at.texts(`number${n}`))[0]).toBe(`lamp number${n}`);
    expect((await at.reader.search(tenant, { text: 'lamp', language: 'en', limit: 50 })).hits).toHaveLength(50);
  });
}
