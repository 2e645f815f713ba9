import type { Connections, HttpAnswer } from './connection.js';
import type { Plan, PlannedRequest } from './plan.js';
import { type RunResult, Tally } from './tally.js';

/** More than this in flight means that the other side is lost; what is due then is counted as an error, not queued. */
const MOST_IN_FLIGHT = 4000;
const DRAIN_MS = 20_000;

/**
 * Sends at a constant rate whatever the answers do: request i is due at start + i / rate, and its latency counts from
 * then, so that a slow answer cannot hide the ones that wait behind it.
 */
export class OpenLoop {
  readonly receipts: string[] = [];
  private sequence = 0;

  constructor(
    private readonly connections: Connections,
    private readonly plan: Plan,
  ) {}

  run(rate: number, seconds: number): Promise<RunResult> {
    const planned = rate * seconds;
    const gap = 1000 / rate;
    const tally = new Tally(planned);
    const start = performance.now();
    let sent = 0;
    let inFlight = 0;

    return new Promise((resolve) => {
      const finish = () => resolve(tally.result((performance.now() - start) / 1000));
      const settle = () => {
        inFlight--;
        if (tally.complete) {
          clearTimeout(giveUp);
          finish();
        }
      };
      const giveUp = setTimeout(finish, seconds * 1000 + DRAIN_MS);
      const sendDue = () => {
        const now = performance.now();
        while (sent < planned && start + sent * gap <= now) {
          const due = start + sent++ * gap;
          inFlight++;
          if (inFlight > MOST_IN_FLIGHT) {
            tally.failed('not sent: too many in flight');
            settle();
          } else this.send(due, tally, settle);
        }
        if (sent < planned) setTimeout(sendDue, Math.max(0, start + sent * gap - performance.now()));
      };
      sendDue();
    });
  }

  private send(due: number, tally: Tally, settle: () => void): void {
    const request = this.plan.next(this.sequence++);
    this.connections.send(request, (error, answer) => {
      const latency = performance.now() - due;
      if (answer) this.judge(request, answer, latency, tally);
      else tally.failed(`connection: ${(error as NodeJS.ErrnoException).code ?? error?.message}`);
      settle();
    });
  }

  private judge(request: PlannedRequest, { status, body }: HttpAnswer, latency: number, tally: Tally): void {
    const verdict = this.plan.check(request, status, body);
    if (!verdict.ok) return tally.failed(verdict.kind);
    if (verdict.receipt !== undefined) this.receipts.push(verdict.receipt);
    tally.answered(latency);
  }
}
