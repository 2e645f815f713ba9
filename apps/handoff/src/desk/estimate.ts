/** What the wait in a queue depends on. */
export interface DeskLoad {
  /** Conversations that those who are online could take now. */
  readonly free: number;
  /** Conversations that they have at once at most. */
  readonly capacity: number;
  /** How long one takes, in seconds. */
  readonly handling_s: number;
}

/** Somebody who is free needs so long to take the next one, in seconds. */
const reaction = 30;

/**
 * Seconds until somebody takes the one who has `ahead` others before, if nobody comes or goes; nothing where nobody is
 * there. Of `capacity` conversations one ends every handling_s / capacity seconds on average.
 */
export function estimateOf(ahead: number, { free, capacity, handling_s }: DeskLoad): number | undefined {
  if (capacity === 0) return undefined;
  const endings = Math.max(0, ahead + 1 - free);
  return Math.round(reaction + (endings * handling_s) / capacity);
}

/** Where nothing was handled yet, a conversation is taken to last so long, in seconds. */
const usualHandling = 300;

export const meanHandling = (handled_s: readonly number[]): number =>
  handled_s.length === 0 ? usualHandling : handled_s.reduce((sum, each) => sum + each, 0) / handled_s.length;
