import type { Handoff } from '../fleet/shapes.js';
import { queueOf, type DeskState } from './handoffs.js';
import type { Unread, UnreadChats } from './unread-count.js';

/** Who came into the queue between two states of the desk. */
export const newlyQueued = (before: DeskState, after: DeskState): Handoff[] =>
  queueOf(after).filter(({ id }) => before.handoffs.get(id)?.state !== 'queued');

/** Sessions in which a customer wrote meanwhile. */
export const newlyUnread = (before: UnreadChats, after: UnreadChats): string[] =>
  [...after].filter(([id, { count }]) => count > (before.get(id)?.count ?? 0)).map(([id]) => id);

/** The customer's last words, as far as the desk knows them. */
export const lastSaid = ({ packet }: Handoff, news: Unread | undefined): string =>
  news?.text ?? packet.last_messages.findLast(({ who }) => who === 'customer')?.text ?? packet.goal ?? '';
