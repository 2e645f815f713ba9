import { FleetError } from '@parley/contracts';

interface Waiting {
  readonly deadline: number;
  readonly enter: () => void;
  readonly refuse: (error: FleetError) => void;
}

/** Lets a bounded number of works go on at once and a bounded number wait; what is past its deadline is not begun. */
export class WorkGate {
  private inside = 0;
  private readonly waiting: Waiting[] = [];

  constructor(
    private readonly at_once: number,
    private readonly most_waiting: number,
  ) {}

  /** `deadline` in milliseconds since 1970. Rejects with `fleet.overloaded` or `fleet.deadline_exceeded`. */
  async run<T>(deadline: number, work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.at_once) await this.turn(deadline);
    else this.inside++;
    try {
      return await work();
    } finally {
      this.leave();
    }
  }

  private turn(deadline: number): Promise<void> {
    if (this.waiting.length >= this.most_waiting) throw new FleetError('fleet.overloaded');
    return new Promise((enter, refuse) => this.waiting.push({ deadline, enter, refuse }));
  }

  /** Hands the place to the next that is still waited for. */
  private leave(): void {
    let next = this.waiting.shift();
    while (next && next.deadline <= Date.now()) {
      next.refuse(new FleetError('fleet.deadline_exceeded'));
      next = this.waiting.shift();
    }
    if (next) next.enter();
    else this.inside--;
  }
}
