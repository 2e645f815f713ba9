import { setTimeout as sleep } from 'node:timers/promises';

export class Refused extends Error {
  constructor(
    readonly status: number,
    code: string | undefined,
  ) {
    super(`${status} ${code}`);
  }
}

/** Asks again until it works; what is the caller's own fault is not asked again. */
export async function insist<T>(ask: () => Promise<T>, patience_ms: number): Promise<T> {
  let last: unknown;
  for (const end = performance.now() + patience_ms; performance.now() < end; await sleep(100 + Math.random() * 400)) {
    try {
      return await ask();
    } catch (error) {
      last = error;
      if (error instanceof Refused && error.status < 500 && error.status !== 429) break;
    }
  }
  throw new Error(`no success within ${patience_ms} ms; last: ${String(last)}`);
}
