import { describe, expect, it } from '@jest/globals';
import type { Handoff } from '../fleet/shapes.js';
import { emptyDesk, withHandoff } from './handoffs.js';
import { newlyQueued, newlyUnread } from './news.js';

const handoff = (id: string, state: Handoff['state'], version: number) =>
  ({ id, state, version, priority: 'normal', queued_at: '2026-01-01T10:00:00Z' }) as Handoff;
const ids = (handoffs: readonly Handoff[]): string[] => handoffs.map(({ id }) => id);

describe('what somebody who looks elsewhere is told', () => {
  it('is each customer who comes into the queue, once, and again when given back to it', () => {
    const waits = withHandoff(emptyDesk, handoff('one', 'queued', 1));
    const taken = withHandoff(waits, handoff('one', 'accepted', 2));
    const back = withHandoff(taken, handoff('one', 'queued', 3));
    expect(ids(newlyQueued(emptyDesk, waits))).toEqual(['one']);
    expect(newlyQueued(waits, withHandoff(waits, handoff('one', 'queued', 2)))).toEqual([]);
    expect(newlyQueued(waits, taken)).toEqual([]);
    expect(ids(newlyQueued(taken, back))).toEqual(['one']);
  });

  it('is each message in one’s own chats that is not looked at', () => {
    const before = new Map([
      ['s', { count: 1, seq: 4 }],
      ['t', { count: 0, seq: 2 }],
    ]);
    const after = new Map(before).set('s', { count: 2, seq: 5 }).set('t', { count: 0, seq: 3 });
    expect(newlyUnread(before, after)).toEqual(['s']);
    expect(newlyUnread(after, new Map())).toEqual([]);
  });
});
