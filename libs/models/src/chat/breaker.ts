import { FleetError } from '@parley/contracts';
import { breaker } from '@parley/runtime';
import { ModelFailure } from './failure.js';
import type { Chat } from './port.js';

/** Neither a request that is wrong nor one that its asker gave up says anything about the provider. */
const harmless = (error: unknown): boolean => !(error instanceof ModelFailure) || error.callers;

/** Refuses at once while the model fails too often. */
export function withBreaker(chat: Chat, name: string): Chat {
  const guarded = breaker(name, { harmless });
  return async (ask, hear, signal) => {
    try {
      return await guarded(() => chat(ask, hear, signal));
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      throw new ModelFailure('unavailable', 'it failed too often lately', { cause: error, transient: false });
    }
  };
}
