import type { Entry } from '../fleet/shapes.js';

/** What customers wrote in one's own chats since one last looked, by session. */
export interface Unread {
  readonly count: number;
  /** Seq of the last entry that was counted or looked at. */
  readonly seq: number;
  readonly text?: string;
}
export type UnreadChats = ReadonlyMap<string, Unread>;

export const unreadCount = (chats: UnreadChats): number =>
  [...chats.values()].reduce((sum, { count }) => sum + count, 0);

/** The chats after a customer wrote; each message counts once, and none in the chat that is looked at. */
export function counted(chats: UnreadChats, entry: Entry, looked_at: boolean): UnreadChats {
  const known = chats.get(entry.session_id) ?? { count: 0, seq: 0 };
  if (entry.seq <= known.seq) return chats;
  const more = entry.kind === 'customer_message' && !looked_at ? 1 : 0;
  const text = entry.kind === 'customer_message' ? { text: entry.text } : {};
  return new Map(chats).set(entry.session_id, { ...known, ...text, seq: entry.seq, count: known.count + more });
}

/** The chats that are still in one's hands: what others have now is not one's own to read. */
export function kept(chats: UnreadChats, sessions: readonly string[]): UnreadChats {
  const left = [...chats].filter(([session_id]) => sessions.includes(session_id));
  return left.length === chats.size ? chats : new Map(left);
}

/** As JSON, and back; what is none comes back as nothing. */
export const written = (chats: UnreadChats): string => JSON.stringify([...chats]);
export function readAgain(text: string | undefined): UnreadChats {
  try {
    return new Map(JSON.parse(text ?? '[]') as [string, Unread][]);
  } catch {
    return new Map();
  }
}

/** The chats after one has looked at this. */
export function seen(chats: UnreadChats, session_id: string): UnreadChats {
  const known = chats.get(session_id);
  return known && known.count > 0 ? new Map(chats).set(session_id, { ...known, count: 0 }) : chats;
}
