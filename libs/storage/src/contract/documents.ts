import { describe, expect, it } from '@jest/globals';
import { entryDraft } from './entries.js';
import type { Given } from './given.js';

export function documentsContract(given: Given): void {
  describe('documents', () => {
    it('gives back what was inserted, to its tenant alone', async () => {
      const draft = entryDraft({ text: 'İyi günler 👋\u0000\n"', details: { 'a.b': [], $x: { n: -1.5, none: null } } });
      const inserted = await given.log.insert('t1', draft);
      expect(inserted).toEqual({ ...draft, tenant: 't1', version: 1 });
      expect(await given.log.get('t1', draft.id)).toEqual(inserted);
      expect(await given.log.get('t2', draft.id)).toBeUndefined();
      expect(
        await given.log.find('t2', { index: 'by_seq', where: { session_id: draft.session_id }, limit: 9 }),
      ).toEqual([]);
    });

    it('updates on condition of the version, and removes fields that become undefined', async () => {
      const { id } = await given.log.insert('t1', entryDraft({ due_at: 5, details: { kept: true } }));
      const updated = await given.log.update('t1', id, 1, { text: 'new', due_at: undefined });
      expect(updated).toMatchObject({ id, version: 2, text: 'new', details: { kept: true } });
      expect(updated).not.toHaveProperty('due_at');
      expect(await given.log.get('t1', id)).toEqual(updated);
      expect(await given.log.update('t1', id, 1, { text: 'stale' })).toBeUndefined();
      expect(await given.log.update('t2', id, 2, { text: 'foreign' })).toBeUndefined();
      expect(await given.log.update('t1', 'nobody', 1, { text: 'gone' })).toBeUndefined();
      expect(await given.log.get('t1', id)).toEqual(updated);
    });

    it('deletes once', async () => {
      const { id } = await given.log.insert('t1', entryDraft());
      expect(await given.log.delete('t2', id)).toBe(false);
      expect(await given.log.delete('t1', id)).toBe(true);
      expect(await given.log.delete('t1', id)).toBe(false);
      expect(await given.log.get('t1', id)).toBeUndefined();
    });

    it('refuses a value that an index cannot hold', async () => {
      const draft = { ...entryDraft(), due_at: null } as never;
      await expect(given.log.insert('t1', draft)).rejects.toThrow('entries.due_at is indexed');
    });
  });
}
