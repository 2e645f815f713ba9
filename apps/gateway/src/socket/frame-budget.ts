/** So many frames at once, and so many more a second: a person types slower, a program is told to. */
const MOST = 40;
const PER_SECOND = 10;

/** How many frames a connection may still send. */
export class FrameBudget {
  private left = MOST;
  private counted_at: number;

  constructor(private readonly now: () => number) {
    this.counted_at = now();
  }

  /** False when it sends faster than it may. */
  take(): boolean {
    const now = this.now();
    this.left = Math.min(MOST, this.left + ((now - this.counted_at) / 1000) * PER_SECOND);
    this.counted_at = now;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}
