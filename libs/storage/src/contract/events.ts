import { describe, expect, it } from '@jest/globals';
import { entryDraft, happened, settledEvents } from './entries.js';
import type { Given } from './given.js';

export function eventsContract(given: Given): void {
  describe('events', () => {
    it('are in the log with their documents, gap-free from 1 in each partition, in the order of their aggregate', async () => {
      const drafts = Array.from({ length: 200 }, (_, i) => happened(`session-${i % 20}`, { i }));
      for (let i = 0; i < drafts.length; i += 20)
        await Promise.all(drafts.slice(i, i + 20).map((event) => given.log.insert('t1', entryDraft(), [event])));
      const events = await settledEvents(given.store, 200);
      expect(new Set(events.map(({ id }) => id))).toEqual(new Set(drafts.map(({ id }) => id)));
      expect(events).toContainEqual({
        ...drafts[0],
        tenant: 't1',
        partition: expect.any(Number),
        position: expect.any(Number),
      });
      for (let session = 0; session < 20; session++) {
        const order = events.filter(({ aggregate }) => aggregate === `session-${session}`).map(({ data }) => data['i']);
        expect(order).toEqual(Array.from({ length: 10 }, (_, round) => round * 20 + session));
      }
    });

    it('are read from a position on, up to a limit', async () => {
      await given.log.insert(
        't1',
        entryDraft(),
        Array.from({ length: 5 }, () => happened('a')),
      );
      const events = await settledEvents(given.store, 5);
      const { partition } = events[0]!;
      expect(await given.store.events.read(partition, 2, 2)).toEqual([events[2], events[3]]);
      expect(await given.store.events.read(partition, 5, 2)).toEqual([]);
      expect((await given.store.events.heads())[partition]).toBe(5);
    });

    it('are there once, however often their id is written', async () => {
      const event = happened('a');
      await given.log.insert('t1', entryDraft(), [event]);
      await given.log.insert('t1', entryDraft(), [event, happened('a')]);
      expect((await settledEvents(given.store, 2)).map(({ position }) => position)).toEqual([1, 2]);
    });

    it('are not written by an update that met another version', async () => {
      const { id } = await given.log.insert('t1', entryDraft());
      await given.log.update('t1', id, 1, { text: 'x' }, [happened('a', { won: true })]);
      await given.log.update('t1', id, 1, { text: 'y' }, [happened('a', { won: false })]);
      expect((await settledEvents(given.store, 1)).map(({ data }) => data)).toEqual([{ won: true }]);
    });

    it('are told to listeners, in order, after they can be read', async () => {
      const told: number[] = [];
      let readable = Promise.resolve<unknown>(undefined);
      given.store.events.onCommitted((events) => {
        told.push(...events.map(({ position }) => position));
        const { partition, position, id } = events.at(-1)!;
        readable = given.store.events.read(partition, position - 1, 1).then(([event]) => expect(event?.id).toBe(id));
      });
      for (let i = 0; i < 5; i++) await given.log.insert('t1', entryDraft(), [happened('a'), happened('a')]);
      await settledEvents(given.store, 10);
      expect(told).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      await readable;
    });
  });
}
