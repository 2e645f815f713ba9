import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work after which others have their turn. */
const longestAtOnce = 3;

/** For long work in small pieces: awaited after each, it lets others have their turn where they have waited long. */
export function turns(): () => Promise<void> {
  let since = performance.now();
  return async () => {
    if (performance.now() - since < longestAtOnce) return;
    await nextTurn();
    since = performance.now();
  };
}
