import { describe, expect, it } from '@jest/globals';
import type { Entry } from '../fleet/shapes.js';
import { counted, seen, unreadCount, type UnreadChats } from './unread-count.js';

const entry = (seq: number, kind: Entry['kind'] = 'customer_message'): Entry => ({
  id: `e${seq}`,
  session_id: 's',
  seq,
  epoch: 0,
  kind,
  author: { kind: 'customer', id: 'c' },
  text: `text ${seq}`,
  language: 'en',
  at: '2026-01-01T10:00:00Z',
});
const none: UnreadChats = new Map();

describe('what was not read yet', () => {
  it('counts each message of the customer once, and shows the last', () => {
    const chats = [entry(1), entry(1), entry(2, 'bot_message'), entry(3)].reduce(
      (all, one) => counted(all, one, false),
      none,
    );
    expect([unreadCount(chats), chats.get('s')?.text]).toEqual([2, 'text 3']);
  });

  it('counts nothing in the chat that is looked at, and nothing again afterwards', () => {
    const looked = counted(none, entry(1), true);
    expect(unreadCount(counted(looked, entry(1), false))).toBe(0);
  });

  it('forgets what was seen', () => {
    const chats = seen(counted(none, entry(1), false), 's');
    expect([unreadCount(chats), unreadCount(counted(chats, entry(2), false))]).toEqual([0, 1]);
    expect(seen(none, 's')).toBe(none);
  });
});
