import { describe, expect, it } from '@jest/globals';
import { entries, entryDraft, happened, settledEvents, type Entry } from './entries.js';
import type { Given } from './given.js';

export function schemasContract(given: Given): void {
  describe('versions of the schema', () => {
    interface Later extends Entry {
      readonly mood?: string;
      readonly words?: number;
    }
    const later = {
      ...entries,
      schema: 3,
      indexes: [...entries.indexes, { name: 'by_mood', fields: ['mood', 'words'] as const }],
      migrations: {
        1: (document: Record<string, unknown>) => ({ ...document, mood: 'calm' }),
        2: (document: Record<string, unknown>) => ({ ...document, words: String(document['text']).split(' ').length }),
      },
    };

    it('brings older documents up to date, and to indexes they were not in', async () => {
      const old = await given.log.insert('t1', entryDraft({ text: 'one two' }));
      const newer = (await given.open()).collection<Later>(later);
      expect(await newer.get('t1', old.id)).toEqual({ ...old, mood: 'calm', words: 2 });
      const found = await newer.find('t1', { index: 'by_mood', where: { mood: 'calm' }, limit: 9 });
      expect(found.map(({ id }) => id)).toEqual([old.id]);
      expect(await newer.update('t1', old.id, 1, { words: 5 })).toMatchObject({ version: 2, words: 5, mood: 'calm' });
    });

    it('reads and updates what a process of the older version still writes', async () => {
      await given.log.get('t1', 'nobody');
      const newer = (await given.open()).collection<Later>(later);
      expect(await newer.find('t1', { index: 'by_mood', where: { mood: 'calm' }, limit: 9 })).toEqual([]);
      const old = await given.log.insert('t1', entryDraft({ text: 'one' }));
      expect(await newer.get('t1', old.id)).toEqual({ ...old, mood: 'calm', words: 1 });
      expect(await newer.update('t1', old.id, 1, { text: 'x' }, [happened('a')])).toMatchObject({
        version: 2,
        words: 1,
        text: 'x',
      });
      expect(await newer.find('t1', { index: 'by_mood', where: { mood: 'calm' }, limit: 9 })).toHaveLength(1);
      await expect(given.log.get('t1', old.id)).rejects.toMatchObject({ code: 'store.unavailable' });
      await expect(given.log.update('t1', old.id, 2, { text: 'y' })).rejects.toMatchObject({
        code: 'store.unavailable',
      });
      await settledEvents(given.store, 1);
    });

    it('brings a document to its indexes that is at hand and was written by a process of the older version', async () => {
      await given.log.get('t1', 'nobody');
      const store = await given.open();
      const newer = store.collection<Later>(later);
      await newer.get('t1', 'nobody');
      const { id } = await given.log.insert('t1', entryDraft({ text: 'one' }));
      const known = (await newer.get('t1', id))!;
      await store.bulk('t1', [{ kind: 'update', collection: newer, id, version: 1, change: { text: 'x' }, known }]);
      expect(await newer.get('t1', id)).toEqual({ ...known, text: 'x', version: 2 });
      expect(await newer.find('t1', { index: 'by_mood', where: { mood: 'calm' }, limit: 9 })).toHaveLength(1);
    });

    it('refuses a store that a newer version has written', async () => {
      const newer = (await given.open()).collection<Later>(later);
      await newer.insert('t1', entryDraft());
      const older = await given.open();
      const use = async () => older.collection(entries).get('t1', 'x');
      await expect(use()).rejects.toThrow('entries has schema 3, this version of the program knows 1');
    });

    it('refuses an index that changed under its name, and a gap in the migrations', async () => {
      await given.log.insert('t1', entryDraft());
      const again = await given.open();
      const use = async (spec: typeof later | typeof entries) => again.collection<Later>(spec as never).get('t1', 'x');
      await expect(use({ ...entries, indexes: [{ name: 'by_seq', fields: ['seq'] }] })).rejects.toThrow(
        'the index by_seq exists with another definition',
      );
      await expect(use({ ...later, name: 'moods', schema: 4 })).rejects.toThrow('no migration from schema 3');
    });
  });
}
