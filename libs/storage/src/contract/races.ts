import { describe, expect, it } from '@jest/globals';
import { entries, entryDraft, happened, settledEvents, type Entry } from './entries.js';
import type { Given } from './given.js';
import { UniqueConflict, type Collection } from '../port.js';

export function racesContract(given: Given): void {
  describe('races', () => {
    it('lets one of 50 parallel updates win', async () => {
      const { id } = await given.log.insert('t1', entryDraft());
      const results = await Promise.all(
        Array.from({ length: 50 }, (_, i) => given.log.update('t1', id, 1, { text: `${i}` }, [happened('a', { i })])),
      );
      const winners = results.filter((result) => result !== undefined);
      expect(winners).toHaveLength(1);
      expect(await given.log.get('t1', id)).toEqual(winners[0]);
      expect((await settledEvents(given.store, 1)).map(({ data }) => `${data['i']}`)).toEqual([winners[0]!.text]);
    });

    it('fails only the losers of unique conflicts among writes of one moment', async () => {
      const results = await Promise.allSettled(
        Array.from({ length: 60 }, (_, i) =>
          given.log.insert('t1', entryDraft({ session_id: 's', seq: i % 20 }), [happened('a')]),
        ),
      );
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
      for (const result of results)
        if (result.status === 'rejected') expect(result.reason).toEqual(new UniqueConflict('entries', 'by_seq'));
      expect(await given.log.find('t1', { index: 'by_seq', where: { session_id: 's' }, limit: 99 })).toHaveLength(20);
      await settledEvents(given.store, 20);
    });

    it('gives one document to 50 parallel insertIfAbsent', async () => {
      const results = await Promise.all(
        Array.from({ length: 50 }, () => given.log.insertIfAbsent('t1', entryDraft({ session_id: 's', seq: 1 }))),
      );
      expect(results.filter(({ inserted }) => inserted)).toHaveLength(1);
      expect(new Set(results.map(({ document }) => document.id)).size).toBe(1);
    });

    it('keeps one gap-free log for two stores that append to it', async () => {
      const other = (await given.open()).collection(entries);
      const append = async (to: Collection<Entry>, text: string) => {
        for (;;) {
          const [head] = await to.find('t1', {
            index: 'by_seq',
            where: { session_id: 's' },
            order: 'descending',
            limit: 1,
          });
          const draft = entryDraft({ session_id: 's', seq: (head?.seq ?? 0) + 1, text });
          const { inserted } = await to.insertIfAbsent('t1', draft, [happened('s', { seq: draft.seq })]);
          if (inserted) return;
        }
      };
      const appending = [given.log, other].flatMap((to, s) =>
        Array.from({ length: 3 }, async (_, writer) => {
          for (let i = 0; i < 5; i++) await append(to, `${s} ${writer} ${i}`);
        }),
      );
      await Promise.all(appending);
      const written = await given.log.find('t1', { index: 'by_seq', where: { session_id: 's' }, limit: 99 });
      const all = Array.from({ length: 30 }, (_, i) => i + 1);
      expect(written.map(({ seq }) => seq)).toEqual(all);
      expect(new Set(written.map(({ text }) => text)).size).toBe(30);
      expect((await settledEvents(given.store, 30)).map(({ data }) => data['seq'])).toEqual(all);
    });
  });
}
