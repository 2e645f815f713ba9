import { describe, expect, it } from '@jest/globals';
import { entryDraft } from './entries.js';
import type { Given } from './given.js';

export function queriesContract(given: Given): void {
  describe('find', () => {
    const insertAll = (drafts: readonly ReturnType<typeof entryDraft>[]) =>
      Promise.all(drafts.map((draft) => given.log.insert('t1', draft)));

    it('sorts numbers as numbers, keeps to its bounds and limit', async () => {
      await insertAll([10, 2, 33, 1].map((seq) => entryDraft({ session_id: 's', seq })));
      await insertAll([entryDraft({ session_id: 'other', seq: 5 })]);
      const seqs = async (query: object) =>
        (await given.log.find('t1', { index: 'by_seq', where: { session_id: 's' }, limit: 10, ...query })).map(
          ({ seq }) => seq,
        );
      expect(await seqs({})).toEqual([1, 2, 10, 33]);
      expect(await seqs({ order: 'descending', limit: 2 })).toEqual([33, 10]);
      expect(await seqs({ after: 1, before: 33 })).toEqual([2, 10]);
      expect(await seqs({ before: 10, order: 'descending' })).toEqual([2, 1]);
      expect(await seqs({ where: { session_id: 's', seq: 10 } })).toEqual([10]);
      expect(await seqs({ where: {}, order: 'descending' })).toEqual([33, 10, 2, 1, 5]);
    });

    it('orders ties by id, in both directions', async () => {
      await insertAll(['b', 'c', 'a'].map((id) => entryDraft({ id, state: 'open', due_at: 7 })));
      const ids = async (order: 'ascending' | 'descending') =>
        (await given.log.find('t1', { index: 'by_due', where: { state: 'open' }, order, limit: 9 })).map(
          ({ id }) => id,
        );
      expect(await ids('ascending')).toEqual(['a', 'b', 'c']);
      expect(await ids('descending')).toEqual(['c', 'b', 'a']);
    });

    it('pages by a cursor that stays right while documents come and go', async () => {
      const drafts = Array.from({ length: 50 }, (_, i) => entryDraft({ session_id: 's', seq: i * 2 }));
      const inserted = await insertAll(drafts);
      const seen: number[] = [];
      for (let after: number | undefined; ;) {
        const page = await given.log.find('t1', {
          index: 'by_seq',
          where: { session_id: 's' },
          limit: 7,
          ...(after !== undefined && { after }),
        });
        if (page.length === 0) break;
        seen.push(...page.map(({ seq }) => seq));
        after = seen.at(-1)!;
        await given.log.insert('t1', entryDraft({ session_id: 's', seq: after - 1 }));
        await given.log.delete('t1', inserted[after / 2]!.id);
      }
      expect(seen).toEqual(drafts.map(({ seq }) => seq));
    });

    it('sees only documents that have all fields of the index', async () => {
      await insertAll([entryDraft({ state: 'open' }), entryDraft({ id: 'due', state: 'open', due_at: 1 })]);
      const due = await given.log.find('t1', { index: 'by_due', where: { state: 'open' }, limit: 9 });
      expect(due.map(({ id }) => id)).toEqual(['due']);
    });

    it('crosses tenants only by indexes declared so', async () => {
      await given.log.insert('t1', entryDraft({ state: 'open', due_at: 2 }));
      await given.log.insert('t2', entryDraft({ state: 'open', due_at: 1 }));
      const found = await given.log.findAcrossTenants({
        index: 'by_due',
        where: { state: 'open' },
        before: 3,
        limit: 9,
      });
      expect(found.map(({ tenant }) => tenant)).toEqual(['t2', 't1']);
      await expect(
        given.log.findAcrossTenants({ index: 'by_seq', where: { session_id: 's' }, limit: 9 }),
      ).rejects.toThrow('entries.by_seq: is not declared acrossTenants');
    });

    it('refuses what no index can answer', async () => {
      await expect(given.log.find('t1', { index: 'by_mood', where: {}, limit: 1 })).rejects.toThrow(
        'entries has no index by_mood',
      );
      await expect(given.log.find('t1', { index: 'by_seq', where: { seq: 1 }, limit: 1 })).rejects.toThrow(
        'leading fields',
      );
      await expect(given.log.find('t1', { index: 'by_seq', where: { session_id: 's' }, limit: 0 })).rejects.toThrow(
        'limit',
      );
    });
  });
}
