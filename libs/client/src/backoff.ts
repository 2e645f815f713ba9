/** Waits between attempts: doubling, and anything between half and the whole, so that not everybody comes back at once. */
export class Backoff {
  private failures = 0;

  constructor(
    private readonly first_ms = 500,
    private readonly most_ms = 5_000,
    private readonly random: () => number = Math.random,
  ) {}

  /** Milliseconds until the next attempt. */
  next(): number {
    const whole = Math.min(this.most_ms, this.first_ms * 2 ** Math.min(this.failures, 20));
    this.failures += 1;
    return whole * (0.5 + this.random() / 2);
  }

  /** It went well: the next failure begins anew. */
  reset(): void {
    this.failures = 0;
  }
}

interface Page {
  addEventListener?(type: string, listener: () => void): void;
  removeEventListener?(type: string, listener: () => void): void;
}

/** Resolves after so long, or at once when a browser is online again; rejects when the signal aborts. */
export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  const page = globalThis as Page;
  return new Promise((resolve, reject) => {
    const over = (): void => {
      clearTimeout(timer);
      page.removeEventListener?.('online', over);
      signal?.removeEventListener('abort', over);
      if (signal?.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(over, ms);
    page.addEventListener?.('online', over);
    signal?.addEventListener('abort', over);
    if (signal?.aborted) over();
  });
}
