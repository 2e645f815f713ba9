import { setTimeout as sleep } from 'node:timers/promises';
/** How the shop misbehaves when a test wants it to. */
export const faultModes = [
  'none',
  /** Answers late, by `ms`. */
  'slow',
  /** 500 before anything happened. */
  'error',
  /** Drops the connection before anything happened. */
  'down',
  /** Does what was asked, and never says so. */
  'timeout_after_success',
  /** The process dies before, or after, what was asked has happened. */
  'die_before',
  'die_after',
  /** Cancels, but does not pay back. */
  'without_refund',
] as const;
export type FaultMode = (typeof faultModes)[number];

export type Place = 'cancellation' | 'all';

export interface Fault {
  readonly mode: FaultMode;
  /** For `slow`, in milliseconds. */
  readonly ms?: number;
  /** What it befalls; default: cancellations alone. */
  readonly on?: Place;
  /** So many requests, then it is over; without it, until it is changed. */
  readonly count?: number;
}

export type Reply<T> = { readonly kind: 'reply'; readonly value: T } | { readonly kind: 'error' | 'drop' | 'hold' };

/** Stands around what the orders API does. */
export class Faults {
  private fault: Fault = { mode: 'none' };

  set(fault: Fault): void {
    this.fault = fault;
  }

  /** Runs a piece of work as the fault of the moment has it. */
  async around<T>(place: Place, work: (options: { refund: boolean }) => T): Promise<Reply<T>> {
    const { mode, ms = 1000 } = this.take(place);
    switch (mode) {
      case 'slow':
        await sleep(ms);
        break;
      case 'error':
        return { kind: 'error' };
      case 'down':
        return { kind: 'drop' };
      case 'die_before':
        return die();
      case 'timeout_after_success':
        work({ refund: true });
        return { kind: 'hold' };
      case 'die_after':
        work({ refund: true });
        return die();
      default:
    }
    return { kind: 'reply', value: work({ refund: mode !== 'without_refund' }) };
  }

  private take(place: Place): Fault {
    const { fault } = this;
    if ((fault.on ?? 'cancellation') !== 'all' && place !== 'cancellation') return { mode: 'none' };
    if (fault.count !== undefined)
      this.fault = fault.count > 1 ? { ...fault, count: fault.count - 1 } : { mode: 'none' };
    return fault;
  }
}

const die = (): never => {
  process.kill(process.pid, 'SIGKILL');
  throw new Error('the process ends here');
};
