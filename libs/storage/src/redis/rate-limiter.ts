import { type Clock, Pace } from '@parley/runtime';
import type { Redis } from 'ioredis';
import { subjectsOf, type Allowance, type LimitedRequest, type LimitedSubject } from './limits.js';
import type { RedisLink } from './link.js';
import { LocalCounts } from './local-counts.js';
import { takeLimitsScript } from './take-limits.js';

/**
 * At least this many milliseconds are between two steps. What comes meanwhile is counted together and goes on together:
 * beside steps of 2 ms a turn takes a tenth less CPU at 600/s. Longer than the window in which requests are gathered for
 * the bus, so that what was counted together does not wait there again.
 */
const window_ms = 10;
/** Requests of one step at most, so that Redis is not held for longer than about a millisecond. */
const requestsPerStep = 200;

interface Waiting {
  readonly request: LimitedRequest;
  readonly resolve: (allowance: Allowance) => void;
}

type WithScript = Redis & { takeLimits(keyCount: number, ...keysAndArguments: (string | number)[]): Promise<number[]> };

/** Exact over all processes that share a Redis. While it is away, or where there is none, each process counts for itself
 * from zero. A request that is refused counts nowhere. */
export class RateLimiter {
  private waiting: Waiting[] = [];
  private readonly pace = new Pace(window_ms, () => void this.takeWaiting());
  private readonly local = new LocalCounts();

  constructor(
    private readonly redis: RedisLink | undefined,
    private readonly clock: Clock,
  ) {}

  /** The first after a pause is counted at once, those that follow together at the end of the window. */
  take(request: LimitedRequest): Promise<Allowance> {
    return new Promise((resolve) => {
      this.waiting.push({ request, resolve });
      this.pace.ask();
    });
  }

  /** Counts the requests in their order, in one step: for callers that gather requests themselves. */
  async takeAll(requests: readonly LimitedRequest[]): Promise<Allowance[]> {
    const subjects = requests.map(subjectsOf);
    const shared = await this.redis?.run((client) => this.askRedis(client, subjects));
    if (!shared) return subjects.map((each) => this.local.take(each, this.clock.now()));
    this.local.forget();
    return subjects.map((each, i) => {
      const [allowed, subject, limit, remaining, reset_seconds] = shared.slice(i * 5, i * 5 + 5) as [
        number,
        number,
        number,
        number,
        number,
      ];
      return { allowed: allowed === 1, scope: each[subject - 1]!.scope, limit, remaining, reset_seconds };
    });
  }

  private async takeWaiting(): Promise<void> {
    const waiting = this.waiting;
    this.waiting = [];
    for (let i = 0; i < waiting.length; i += requestsPerStep) {
      const step = waiting.slice(i, i + requestsPerStep);
      const allowances = await this.takeAll(step.map(({ request }) => request));
      step.forEach(({ resolve }, j) => resolve(allowances[j]!));
    }
  }

  private askRedis(client: Redis, requests: readonly (readonly LimitedSubject[])[]): Promise<number[]> {
    if (!('takeLimits' in client)) client.defineCommand('takeLimits', { lua: takeLimitsScript });
    const keys = requests.flatMap((subjects) => subjects.map(({ key }) => key));
    const limits = requests.flatMap((subjects) => [subjects.length, ...subjects.flatMap((subject) => subject.limits)]);
    const now = Math.floor(this.clock.now() / 1000);
    return (client as WithScript).takeLimits(keys.length, ...keys, now, ...limits);
  }
}
