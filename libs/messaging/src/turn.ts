/** Runs what was put in during this turn of the event loop together at its end, so that all of it leaves in one write. */
export class EndOfTurn {
  private due: (() => void)[] = [];

  add(work: () => void): void {
    if (this.due.push(work) === 1) setImmediate(this.run);
  }

  private readonly run = (): void => {
    const due = this.due;
    this.due = [];
    for (const work of due) work();
  };
}
