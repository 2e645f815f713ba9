import { Backoff, pause } from './backoff.js';
import { ParleyError, unreachable } from './error.js';
import { dataOf, type Http } from './http.js';
import type { Connection } from './live-socket.js';
import { isAfter, type SessionEvent } from './session-event.js';
import { blocksOf } from './sse.js';

export interface EventsOptions {
  /** Goes on after this event; default from the beginning of the session. */
  readonly last_event_id?: string;
  /** Ends the iteration without an error. */
  readonly signal?: AbortSignal;
  /** `live`: connected; `waiting`: the connection is gone, a new one comes by itself. */
  readonly onConnection?: (state: Connection) => void;
}

const ROUTE = '/api/v1/chat/sessions/{session_id}/events';
/** A stream that has not begun by then will not. */
const BEGIN_MS = 8_000;
/** Heartbeats come every 15 s: a connection that is silent for longer is dead. */
const SILENCE_MS = 40_000;

/**
 * Everything that happens in the session, in order, each event once, for as long as it is iterated. A connection that
 * is lost is made again after a growing, jittered wait and goes on where it was. Throws a `ParleyError` only when it
 * will not get better: no such session, a token that cannot be refreshed.
 */
export async function* eventsOf(http: Http, session_id: string, options: EventsOptions): AsyncGenerator<SessionEvent> {
  const { signal, onConnection } = options;
  const backoff = new Backoff();
  let last = options.last_event_id;
  while (!signal?.aborted) {
    onConnection?.('connecting');
    try {
      for await (const event of connection(http, session_id, last, signal, onConnection)) {
        // The stream ends: a restart, a token that ran out. Whether it gets better is what the next attempt is told.
        if (event.type === 'error') break;
        backoff.reset();
        if ('id' in event && event.id !== undefined) {
          if (last !== undefined && !isAfter(event.id, last)) continue;
          last = event.id;
        }
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!passes(error)) throw error;
    }
    if (signal?.aborted) return;
    onConnection?.('waiting');
    await pause(backoff.next(), signal).catch(() => undefined);
  }
}

const passes = (error: unknown): boolean => !(error instanceof ParleyError) || error.transient || error.status === 429;

async function* connection(
  http: Http,
  session_id: string,
  last: string | undefined,
  signal: AbortSignal | undefined,
  onConnection: EventsOptions['onConnection'],
): AsyncGenerator<SessionEvent> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), BEGIN_MS);
  const heard = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => silent.abort(), SILENCE_MS);
  };
  const either = signal ? AbortSignal.any([signal, silent.signal]) : silent.signal;
  try {
    const headers = { accept: 'text/event-stream', ...(last === undefined ? {} : { 'last-event-id': last }) };
    const response = await http.open('get', ROUTE, { path: { session_id }, signal: either }, headers);
    if (!response.ok || !response.body) await dataOf(response);
    heard();
    onConnection?.('live');
    for await (const { data } of blocksOf(response.body!, heard)) yield JSON.parse(data) as SessionEvent;
  } catch (error) {
    throw error instanceof ParleyError ? error : unreachable(error, signal);
  } finally {
    clearTimeout(timer);
  }
}
