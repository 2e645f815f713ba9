import { useCallback, useEffect, useReducer } from 'react';
import { client } from '../fleet/client.js';
import { connection, watch } from '../fleet/live.js';
import type { Entry, SessionEvent } from '../fleet/shapes.js';
import type { Load } from '../fleet/load.js';
import { useStore } from '../store.js';
import { after, lastSeq, opened, resumeFrom, withEarlier, withEntries, type Conversation } from './conversation.js';

type Change =
  | { readonly kind: 'opened'; readonly conversation: Conversation }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'event'; readonly event: SessionEvent; readonly now: number }
  | { readonly kind: 'entries'; readonly entries: readonly Entry[] }
  | { readonly kind: 'earlier'; readonly page: { readonly items: readonly Entry[]; readonly cursor?: string } };

function changed(load: Load<Conversation>, change: Change): Load<Conversation> {
  if (change.kind === 'opened') return { state: 'ready', data: change.conversation };
  if (change.kind === 'failed') return { state: 'failed', error: change.error };
  if (load.state !== 'ready') return load;
  switch (change.kind) {
    case 'event':
      return { state: 'ready', data: after(load.data, change.event, change.now) };
    case 'entries':
      return { state: 'ready', data: withEntries(load.data, change.entries) };
    case 'earlier':
      return { state: 'ready', data: withEarlier(load.data, change.page) };
  }
}

const PAGE = 60;
/** The log is read so often while there is no live connection, in milliseconds. */
const WITHOUT_LIVE_MS = 3000;

export interface OpenConversation {
  readonly load: Load<Conversation>;
  again(): void;
  /** Takes in entries that a reply brought, sooner than they are pushed. */
  learn(entries: readonly Entry[]): void;
  /** Reads what is new, for when nothing is pushed. */
  catchUp(): Promise<void>;
  /** Reads what was before. */
  readEarlier(): Promise<void>;
}

/** A session's conversation: read once, then followed from there, over reconnects and without a gap. */
export function useConversation(session_id: string): OpenConversation {
  const [load, change] = useReducer(changed, { state: 'loading' });
  const [round, again] = useReducer((before: number) => before + 1, 0);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let stop = (): void => undefined;
    const path = { session_id };
    Promise.all([
      client.get('/api/v1/chat/sessions/{session_id}', { path, signal }),
      client.get('/api/v1/chat/sessions/{session_id}/messages', { path, query: { limit: PAGE }, signal }),
    ]).then(
      ([session, page]) => {
        if (signal.aborted) return;
        const conversation = opened(session, page);
        change({ kind: 'opened', conversation });
        stop = watch(session_id, resumeFrom(conversation), (event) =>
          change({ kind: 'event', event, now: Date.now() }),
        );
      },
      (error: unknown) => signal.aborted || change({ kind: 'failed', error }),
    );
    return () => {
      controller.abort();
      stop();
    };
  }, [session_id, round]);

  const cursor = load.state === 'ready' ? load.data.earlier : undefined;
  const readEarlier = useCallback(async () => {
    if (cursor === undefined) return;
    const query = { limit: PAGE, cursor };
    const page = await client.get('/api/v1/chat/sessions/{session_id}/messages', { path: { session_id }, query });
    change({ kind: 'earlier', page });
  }, [session_id, cursor]);
  const learn = useCallback((entries: readonly Entry[]) => change({ kind: 'entries', entries }), []);
  const last = load.state === 'ready' ? lastSeq(load.data) : undefined;
  const catchUp = useCallback(async () => {
    if (last === undefined) return;
    const query = { limit: 100, after: last };
    const page = await client.get('/api/v1/chat/sessions/{session_id}/messages', { path: { session_id }, query });
    change({ kind: 'entries', entries: page.items });
  }, [session_id, last]);
  useWithoutLive(catchUp);
  return { load, again, learn, catchUp, readEarlier };
}

/** Where WebSockets are blocked or the connection is gone, the conversation goes on, only slower. */
function useWithoutLive(catchUp: () => Promise<void>): void {
  const live = useStore(connection).state === 'live';
  useEffect(() => {
    if (live) return;
    const timer = setInterval(() => void catchUp().catch(() => undefined), WITHOUT_LIVE_MS);
    return () => clearInterval(timer);
  }, [live, catchUp]);
}
