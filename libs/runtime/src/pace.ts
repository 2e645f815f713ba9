/** Takes steps of what has come meanwhile: the first after a pause at once, the next when its window is over. */
export class Pace {
  private due = false;
  private stepped_at = -Infinity;

  /** `soon` calls back at the end of this turn of the event loop, so that all that comes in it is of one step. */
  constructor(
    private readonly window_ms: number,
    private readonly step: () => void,
    private readonly soon: (step: () => void) => unknown = setImmediate,
  ) {}

  /** There is something to do. */
  ask(): void {
    if (this.due) return;
    this.due = true;
    const wait = this.window_ms === 0 ? 0 : this.stepped_at + this.window_ms - performance.now();
    if (wait > 0) setTimeout(this.soon, wait, this.take);
    else this.soon(this.take);
  }

  private readonly take = (): void => {
    this.due = false;
    if (this.window_ms > 0) this.stepped_at = performance.now();
    this.step();
  };
}
