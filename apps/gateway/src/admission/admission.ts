import { Injectable } from '@nestjs/common';
import { FleetError, type MessageOutcome } from '@parley/contracts';
import { Logger, Metrics } from '@parley/runtime';
import { TurnLimit, type Place } from './turn-limit.js';

/** When whoever was refused may come again, in seconds. */
const retryAfterS = 1;
/** At most so often a log says that turns are refused, in milliseconds. */
const sayAgainMs = 10_000;

/** The one place where turns are refused when there are more than the fleet can take: before anything is accepted. */
@Injectable()
export class Admission {
  /** Made once: to make the stack of an error takes longer than all the rest of a refusal. */
  readonly refusal = new FleetError('fleet.overloaded', { retry_after_s: retryAfterS });
  private readonly limit = new TurnLimit();
  private readonly refused;
  private said_at = -Infinity;

  constructor(
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.refused = metrics.counter({
      name: 'parley_turns_refused_total',
      help: 'Turns that were refused because more were under way than the fleet ends in time.',
    });
    metrics.gauge({ name: 'parley_turns_limit', help: 'Turns that may be under way at once.' }, (gauge) =>
      gauge.set(this.limit.limit),
    );
    metrics.gauge({ name: 'parley_turns_under_way', help: 'Turns under way that take a place.' }, (gauge) =>
      gauge.set(this.underWay),
    );
  }

  /** Turns that take a place. */
  get underWay(): number {
    return this.limit.underWay(performance.now());
  }

  /** Whether one more turn is to be refused. */
  refuses(): boolean {
    const full = this.limit.isFull(performance.now());
    if (full) this.count();
    return full;
  }

  /** A place for a turn; nothing where it is to be refused. */
  enter(): Place | undefined {
    const place = this.limit.take(performance.now());
    if (!place) this.count();
    return place;
  }

  /** Whoever asked has gone: a turn that has begun goes on, one that came not so far gives its place back. */
  leave(place: Place): void {
    if (!place.begun) this.limit.drop(place);
  }

  /** The turn in its place; without one, in one of its own. Rejects with `refusal` where there is none, and nothing was begun. */
  async turn(take: () => Promise<MessageOutcome>, place = this.enter()): Promise<MessageOutcome> {
    if (!place) throw this.refusal;
    place.begun = true;
    let outcome: MessageOutcome | undefined;
    try {
      return (outcome = await take());
    } finally {
      this.limit.give(place, performance.now(), isOwn(outcome));
    }
  }

  private count(): void {
    const now = performance.now();
    this.refused.inc();
    if (now < this.said_at + sayAgainMs) return;
    this.said_at = now;
    this.logger.warn('turns are refused', { limit: this.limit.limit });
  }
}

/** Whether nothing but the fleet's own work stood between the message and its outcome: no model, no time-out. */
const isOwn = (outcome: MessageOutcome | undefined): boolean =>
  outcome?.status === 'done' && outcome.answer?.method !== 'llm' && outcome.answer?.method !== 'fallback';
