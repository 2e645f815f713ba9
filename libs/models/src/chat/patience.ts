import { ModelFailure } from './failure.js';
import type { Chat } from './port.js';

export interface Patience {
  /** Until the first text, in milliseconds. */
  readonly first_text_ms: number;
  /** Between two texts and until the end, in milliseconds. */
  readonly next_text_ms: number;
}

/** A model that is silent for too long has failed; what it still does is aborted. */
export const withPatience =
  (chat: Chat, { first_text_ms, next_text_ms }: Patience): Chat =>
  async (ask, hear, signal) => {
    const impatient = new AbortController();
    let silent: ModelFailure | undefined;
    const lose = (what: string) => {
      silent = new ModelFailure('unavailable', what);
      impatient.abort(silent);
    };
    let timer = setTimeout(() => lose(`no text in ${first_text_ms} ms`), first_text_ms);
    const heard = (text: string) => {
      if (silent) return;
      clearTimeout(timer);
      timer = setTimeout(() => lose(`no more text in ${next_text_ms} ms`), next_text_ms);
      hear(text);
    };
    try {
      return await chat(ask, heard, AbortSignal.any([signal, impatient.signal]));
    } catch (error) {
      signal.throwIfAborted();
      throw silent ?? error;
    } finally {
      clearTimeout(timer);
    }
  };
