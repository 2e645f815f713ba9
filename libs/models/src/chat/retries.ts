import { setTimeout as sleep } from 'node:timers/promises';
import { ModelFailure } from './failure.js';
import type { Chat } from './port.js';

export interface Retries {
  readonly most: number;
  /** The first wait; each further one is twice as long, shortened by up to a half at random. */
  readonly first_wait_ms: number;
  /** Longest wait that is taken, in milliseconds: whoever is asked to wait longer fails at once. */
  readonly longest_wait_ms: number;
}

/**
 * Asks again after a transient failure, as long as no text was heard: what was said is never said twice. What the
 * provider says of when to come back goes before the waits.
 */
export const withRetries =
  (chat: Chat, { most, first_wait_ms, longest_wait_ms }: Retries): Chat =>
  async (ask, hear, signal) => {
    let heard = false;
    const listen = (text: string) => {
      heard = true;
      hear(text);
    };
    for (let attempt = 0; ; attempt++) {
      try {
        return await chat(ask, listen, signal);
      } catch (error) {
        if (heard || attempt >= most || !(error instanceof ModelFailure) || !error.transient) throw error;
        const wait = error.retry_after_ms ?? first_wait_ms * 2 ** attempt * (1 - Math.random() / 2);
        if (wait > longest_wait_ms) throw error;
        await sleep(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  };
