import { useEffect, useRef, useState } from 'react';
import { client } from '../fleet/client.js';
import { watch } from '../fleet/live.js';
import type { Entry, SessionEvent } from '../fleet/shapes.js';
import { recall, remember } from '../remembered.js';
import { Store } from '../store.js';
import { Ongoing } from './ongoing.js';
import { counted, kept, readAgain, seen, written } from './unread-count.js';

const KEY = 'unread';

/** What was not read yet in one's own chats; the tab remembers it over a reload. */
export const unread = new Store(readAgain(recall(KEY, 'tab')));
unread.subscribe(() => remember(KEY, written(unread.get()), 'tab'));

const entryOf = (event: SessionEvent): Entry | undefined => (event.type === 'accepted' ? event.data : undefined);

/** Counts in all of these sessions, once they are known; `open` is looked at while the page is. */
export function useUnread(sessions: readonly string[] | undefined, open: string | undefined): void {
  const all = sessions?.join(' ');
  const now = useRef(open);
  now.current = open;
  const [counting] = useState(
    () => new Ongoing((session_id) => count(session_id, () => isLookedAt(session_id, now.current))),
  );
  useEffect(() => {
    const look = (): void => {
      if (open !== undefined && document.visibilityState === 'visible') unread.update((chats) => seen(chats, open));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [open]);
  useEffect(() => {
    if (all === undefined) return;
    const own = all === '' ? [] : all.split(' ');
    unread.update((chats) => kept(chats, own));
    counting.only(own);
  }, [all, counting]);
  useEffect(() => () => counting.only([]), [counting]);
}

const isLookedAt = (session_id: string, open: string | undefined): boolean =>
  session_id === open && document.visibilityState === 'visible';

/** From now on, or from where it was counted before. */
function count(session_id: string, lookedAt: () => boolean): () => void {
  const controller = new AbortController();
  let stop = (): void => undefined;
  const from = (seq: number): void => {
    stop = watch(session_id, seq === 0 ? undefined : `${seq}.999999`, (event) => {
      const entry = entryOf(event);
      if (entry) unread.update((chats) => counted(chats, entry, lookedAt()));
    });
  };
  const known = unread.get().get(session_id);
  if (known) from(known.seq);
  else {
    const { signal } = controller;
    client.get('/api/v1/chat/sessions/{session_id}', { path: { session_id }, signal }).then(
      ({ seq }) => {
        if (signal.aborted) return;
        unread.update((chats) => (chats.has(session_id) ? chats : new Map(chats).set(session_id, { count: 0, seq })));
        from(seq);
      },
      () => undefined,
    );
  }
  return () => {
    controller.abort();
    stop();
  };
}
