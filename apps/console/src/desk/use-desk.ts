import { useEffect } from 'react';
import { connection } from '../fleet/live.js';
import type { User } from '../fleet/shapes.js';
import { useStore } from '../store.js';
import { followAlerts } from './alerts.js';
import { desk, deskRead, followDesk, readDesk } from './desk-live.js';
import { handsOf } from './handoffs.js';
import { keepPresence } from './presence.js';
import { useUnread } from './unread.js';

/** The lists are read so often while there is no live connection, in milliseconds. */
const WITHOUT_LIVE_MS = 5000;

/** Keeps somebody at the desk, whatever page is shown: presence, lists, and what customers write meanwhile. */
export function useDesk(me: User, open: string | undefined): void {
  useEffect(() => keepPresence(me), [me]);
  useEffect(followAlerts, []);
  useDeskLists();
  const hands = handsOf(useStore(desk), me.id);
  const known = useStore(deskRead).state === 'ready';
  useUnread(known ? hands.map(({ session_id }) => session_id) : undefined, open);
}

/** The lists are read at every connection, and followed in between. */
function useDeskLists(): void {
  const { state, connects } = useStore(connection);
  const live = state === 'live';
  useEffect(followDesk, []);
  useEffect(() => {
    const controller = new AbortController();
    void readDesk(controller.signal);
    return () => controller.abort();
  }, [connects]);
  useEffect(() => {
    if (live) return;
    const timer = setInterval(() => void readDesk(), WITHOUT_LIVE_MS);
    return () => clearInterval(timer);
  }, [live]);
}
