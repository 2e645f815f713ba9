import { describe, expect, it } from '@jest/globals';
import type { Entry } from '../fleet/shapes.js';
import { counted, kept, readAgain, seen, unreadCount, written, type UnreadChats } from './unread-count.js';

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

  it('is no longer there in chats that others have now', () => {
    const chats = counted(none, entry(1), false);
    expect([unreadCount(kept(chats, ['other'])), kept(chats, ['s'])]).toEqual([0, chats]);
  });

  it('goes on after a reload where it was', () => {
    const chats = readAgain(written(counted(none, entry(1), false)));
    expect(unreadCount(counted(counted(chats, entry(1), false), entry(2), false))).toBe(2);
    expect([readAgain(undefined), readAgain('{')]).toEqual([none, none]);
  });

  it('forgets what was seen', () => {
    const chats = seen(counted(none, entry(1), false), 's');
    expect([unreadCount(chats), unreadCount(counted(chats, entry(2), false))]).toEqual([0, 1]);
    expect(seen(none, 's')).toBe(none);
  });
});
