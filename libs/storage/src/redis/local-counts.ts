import { windowSeconds, type Allowance, type LimitedSubject } from './limits.js';

/** Subjects that are remembered; beyond it the one unseen for longest starts anew. */
const subjectsAtMost = 50_000;

interface Window {
  number: number;
  count: number;
}

/** The rule of `takeLimitsScript` in this process alone, for as long as Redis is away. */
export class LocalCounts {
  private readonly subjects = new Map<string, readonly Window[]>();

  take(subjects: readonly LimitedSubject[], now_ms: number): Allowance {
    const now = Math.floor(now_ms / 1000);
    const candidates = subjects.flatMap(({ scope, key, limits }) =>
      this.windows(key, now).map((window, i): Allowance & { readonly window: Window } => ({
        window,
        allowed: window.count < limits[i]!,
        scope,
        limit: limits[i]!,
        remaining: Math.max(0, limits[i]! - window.count - 1),
        reset_seconds: (window.number + 1) * windowSeconds[i]! - now,
      })),
    );
    const refusing = candidates.filter(({ allowed }) => !allowed);
    if (refusing.length === 0) for (const { window } of candidates) window.count++;
    const { window: _, ...told } =
      refusing.length > 0
        ? refusing.reduce((longest, next) => (next.reset_seconds > longest.reset_seconds ? next : longest))
        : candidates.reduce((nearest, next) => (next.remaining < nearest.remaining ? next : nearest));
    return told;
  }

  forget(): void {
    this.subjects.clear();
  }

  private windows(key: string, now: number): readonly Window[] {
    const windows = this.subjects.get(key) ?? windowSeconds.map(() => ({ number: 0, count: 0 }));
    windows.forEach((window, i) => {
      const number = Math.floor(now / windowSeconds[i]!);
      if (number > window.number) Object.assign(window, { number, count: 0 });
    });
    this.subjects.delete(key);
    this.subjects.set(key, windows);
    if (this.subjects.size > subjectsAtMost) this.subjects.delete(this.subjects.keys().next().value!);
    return windows;
  }
}
