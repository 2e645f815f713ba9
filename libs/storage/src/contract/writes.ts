import { describe, expect, it } from '@jest/globals';
import { entries, entryDraft, happened, settledEvents, type Entry } from './entries.js';
import type { Given } from './given.js';
import { UniqueConflict, VersionConflict } from '../port.js';

export function writesContract(given: Given): void {
  describe('unique indexes', () => {
    it('name the conflict, a tenant at a time', async () => {
      const first = await given.log.insert('t1', entryDraft({ session_id: 's', seq: 1 }));
      await expect(given.log.insert('t1', entryDraft({ session_id: 's', seq: 1 }))).rejects.toEqual(
        new UniqueConflict('entries', 'by_seq'),
      );
      await expect(given.log.insert('t1', entryDraft({ id: first.id }))).rejects.toEqual(
        new UniqueConflict('entries', 'id'),
      );
      await given.log.insert('t2', entryDraft({ id: first.id, session_id: 's', seq: 1 }));
    });

    it('leave out documents that lack a field, and free what is removed', async () => {
      await given.log.insert('t1', entryDraft({ session_id: 's', seq: 1 }));
      await given.log.insert('t1', entryDraft({ session_id: 's', seq: 2 }));
      const named = await given.log.insert('t1', entryDraft({ session_id: 's', seq: 3, client_message_id: 'c' }));
      const again = entryDraft({ session_id: 's', seq: 4, client_message_id: 'c' });
      await expect(given.log.insert('t1', again)).rejects.toThrow(UniqueConflict);
      await given.log.update('t1', named.id, 1, { client_message_id: undefined });
      await given.log.insert('t1', again);
    });

    it('hold for updates, which then change nothing', async () => {
      await given.log.insert('t1', entryDraft({ session_id: 's', seq: 1 }));
      const second = await given.log.insert('t1', entryDraft({ session_id: 's', seq: 2 }));
      await expect(given.log.update('t1', second.id, 1, { seq: 1, text: 'x' }, [happened('s')])).rejects.toEqual(
        new UniqueConflict('entries', 'by_seq'),
      );
      expect(await given.log.get('t1', second.id)).toEqual(second);
      expect(await settledEvents(given.store)).toEqual([]);
    });

    it('give back the holder to insertIfAbsent, whose events are then not written', async () => {
      const draft = entryDraft({ session_id: 's', seq: 1 });
      const first = await given.log.insertIfAbsent('t1', draft);
      expect(first).toEqual({ inserted: true, document: { ...draft, tenant: 't1', version: 1 } });
      const other = entryDraft({ session_id: 's', seq: 1 });
      expect(await given.log.insertIfAbsent('t1', other, [happened('s')])).toEqual({
        inserted: false,
        document: first.document,
      });
      expect(await given.log.insertIfAbsent('t1', { ...draft, seq: 2 }, [happened('s')])).toEqual({
        inserted: false,
        document: first.document,
      });
      expect(await settledEvents(given.store)).toEqual([]);
    });

    it('do not show another tenant what it holds', async () => {
      await given.log.insert('t1', entryDraft({ public_key: 'k' }));
      await expect(given.log.insertIfAbsent('t2', entryDraft({ public_key: 'k' }))).rejects.toEqual(
        new UniqueConflict('entries', 'by_public_key'),
      );
    });
  });

  describe('bulk', () => {
    it('applies writes of several collections in their order', async () => {
      const notes = given.store.collection<Entry>({ ...entries, name: 'notes' });
      const draft = entryDraft();
      await given.store.bulk('t1', [
        { kind: 'insert', collection: given.log, draft },
        { kind: 'update', collection: given.log, id: draft.id, version: 1, change: { text: 'two' } },
        { kind: 'insert', collection: notes, draft },
      ]);
      expect(await given.log.get('t1', draft.id)).toMatchObject({ version: 2, text: 'two' });
      expect(await notes.get('t1', draft.id)).toMatchObject({ version: 1 });
    });

    it('updates a document that is at hand as one that has to be read, and not when it is another by now', async () => {
      const known = await given.log.insert('t1', entryDraft({ session_id: 's', seq: 1, client_message_id: 'c' }));
      const { id } = known;
      const update = { kind: 'update' as const, collection: given.log, id, version: 1, known };
      await given.store.bulk('t1', [
        { ...update, change: { seq: 2, client_message_id: undefined }, events: [happened('s')] },
      ]);
      const { client_message_id: _gone, ...left } = known;
      expect(await given.log.get('t1', id)).toEqual({ ...left, seq: 2, version: 2 });
      expect(
        await given.log.find('t1', { index: 'by_seq', where: { session_id: 's', seq: 2 }, limit: 1 }),
      ).toHaveLength(1);
      const again = given.store.bulk('t1', [{ ...update, change: { seq: 3 }, events: [happened('s')] }]);
      await expect(again).rejects.toEqual(new VersionConflict('entries', id));
      await expect(given.store.bulk('t2', [{ ...update, version: 2, change: { seq: 3 } }])).rejects.toThrow();
      expect(await given.log.get('t1', id)).toEqual({ ...left, seq: 2, version: 2 });
      await settledEvents(given.store, 1);
    });

    it('stops at the first write that is refused and says which', async () => {
      const held = await given.log.insert('t1', entryDraft({ session_id: 's', seq: 1 }));
      const late = entryDraft();
      const insertLate = { kind: 'insert' as const, collection: given.log, draft: late, events: [happened('s')] };
      const stale = { kind: 'update' as const, collection: given.log, id: held.id, version: 7, change: {} };
      const taken = { kind: 'insert' as const, collection: given.log, draft: entryDraft({ session_id: 's', seq: 1 }) };
      await expect(given.store.bulk('t1', [stale, insertLate])).rejects.toEqual(
        new VersionConflict('entries', held.id),
      );
      await expect(given.store.bulk('t1', [taken, insertLate])).rejects.toEqual(
        new UniqueConflict('entries', 'by_seq'),
      );
      expect(await given.log.get('t1', late.id)).toBeUndefined();
      expect(await settledEvents(given.store)).toEqual([]);
    });
  });
}
