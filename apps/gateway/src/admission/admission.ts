import { Injectable } from '@nestjs/common';
import { FleetError, type MessageOutcome } from '@parley/contracts';
import { Logger, Metrics } from '@parley/runtime';
import { TurnLimit } from './turn-limit.js';

/** When whoever was refused may come again, in seconds. */
const retryAfterS = 1;
/** At most so often a log says that turns are refused, in milliseconds. */
const sayAgainMs = 10_000;

/** The one place where turns are refused when there are more than the fleet can take: before anything is accepted. */
@Injectable()
export class Admission {
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
      gauge.set(this.limit.underWay(performance.now())),
    );
  }

  /** Refuses one more turn where there is no place for it. */
  refusal(): FleetError | undefined {
    return this.limit.isFull(performance.now()) ? this.refuse() : undefined;
  }

  /** Rejects with `fleet.overloaded` where there is no place, and nothing was begun. */
  async turn(take: () => Promise<MessageOutcome>): Promise<MessageOutcome> {
    const place = this.limit.take(performance.now());
    if (!place) throw this.refuse();
    let outcome: MessageOutcome | undefined;
    try {
      return (outcome = await take());
    } finally {
      this.limit.give(place, performance.now(), isOwn(outcome));
    }
  }

  private refuse(): FleetError {
    const now = performance.now();
    this.refused.inc();
    if (now - this.said_at > sayAgainMs) {
      this.said_at = now;
      this.logger.warn('turns are refused', { limit: this.limit.limit });
    }
    return new FleetError('fleet.overloaded', { retry_after_s: retryAfterS });
  }
}

/** Whether nothing but the fleet's own work stood between the message and its outcome: no model, no time-out. */
const isOwn = (outcome: MessageOutcome | undefined): boolean =>
  outcome?.status === 'done' && outcome.answer?.method !== 'llm' && outcome.answer?.method !== 'fallback';
