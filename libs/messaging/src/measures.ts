import type { FleetError } from '@parley/contracts';
import type { Metrics } from '@parley/runtime';

export type Outcome = 'ok' | 'caller' | 'transient' | 'bug';

export const outcomeOf = (error: FleetError | undefined): Outcome => error?.fault ?? 'ok';

/** How many requests of each subject and how long they took, as one side sees it. */
export class RequestMeasures {
  private readonly children = new Map<string, { observe(seconds: number): void }>();
  private readonly histogram;

  constructor(metrics: Metrics, side: 'asked' | 'answered') {
    this.histogram = metrics.seconds({
      name: `parley_${side}_seconds`,
      help: `Requests ${side}, by whose fault they failed.`,
      labels: ['subject', 'outcome'],
    });
  }

  observe(subject: string, outcome: Outcome, milliseconds: number): void {
    const key = `${subject} ${outcome}`;
    let child = this.children.get(key);
    if (!child) {
      child = this.histogram.labels(subject, outcome);
      this.children.set(key, child);
    }
    child.observe(milliseconds / 1000);
  }
}
