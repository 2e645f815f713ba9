import type { Connection, ConsoleSocket, DeskEvent, SessionEvent } from '@parley/client';
import { Store } from '../store.js';
import { client } from './client.js';

/** `connects` grows each time that the connection is made: what was read before may be old. */
export const connection = new Store<{ readonly state: Connection; readonly connects: number }>({
  state: 'connecting',
  connects: 0,
});

type OnEvent = (event: SessionEvent) => void;

const watchers = new Map<string, Set<OnEvent>>();
const deskListeners = new Set<(event: DeskEvent) => void>();
let socket: ConsoleSocket | undefined;

/** A connection that was refused for good is tried again after so long, in milliseconds: what refused may have been a restart. */
const AGAIN_MS = 5000;

/** Opens the one live connection of this tab; call the result when somebody signs out. */
export function goLive(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    socket = client.consoleSocket({
      onEvent: (event) => {
        for (const listener of watchers.get(event.session_id) ?? []) listener(event);
      },
      onDesk: (event) => {
        for (const listener of deskListeners) listener(event);
      },
      onConnection: (state) =>
        connection.update(({ connects }) => ({ state, connects: state === 'live' ? connects + 1 : connects })),
      onEnd: () => {
        connection.update(({ connects }) => ({ state: 'waiting', connects }));
        timer = setTimeout(open, AGAIN_MS);
      },
    });
    for (const session_id of watchers.keys()) socket.watch(session_id);
  };
  open();
  return () => {
    clearTimeout(timer);
    socket?.close();
    socket = undefined;
  };
}

/**
 * Everything that happens in a session after an event, in order, over reconnects. Another listener that begins further
 * back makes events come again: take each by its seq.
 */
export function watch(session_id: string, last_event_id: string | undefined, onEvent: OnEvent): () => void {
  const listeners = watchers.get(session_id) ?? new Set();
  watchers.set(session_id, listeners.add(onEvent));
  socket?.watch(session_id, last_event_id);
  return () => {
    listeners.delete(onEvent);
    if (listeners.size > 0 || watchers.get(session_id) !== listeners) return;
    watchers.delete(session_id);
    socket?.unwatch(session_id);
  };
}

export const tellTyping = (session_id: string, typing: boolean): void => socket?.typing(session_id, typing);

export function onDesk(listener: (event: DeskEvent) => void): () => void {
  deskListeners.add(listener);
  return () => void deskListeners.delete(listener);
}
