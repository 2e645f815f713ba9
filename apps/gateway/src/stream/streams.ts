import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { FleetError } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Clock, Metrics } from '@parley/runtime';
import type { SessionFeed } from './session-feed.js';
import type { Stream } from './stream.js';

const TICK_MS = 250;
/** The log is read again after so many while a turn is unfinished: what was pushed live may have been lost. */
const UNFINISHED_MS = 1000;
const HEARTBEAT_MS = 15_000;

interface Watched {
  readonly feed: SessionFeed;
  readonly stream: Stream;
  /** When the token runs out; `Infinity` where somebody else sees to that. */
  readonly expires: number;
  read_at: number;
  heartbeat_at: number;
}

/** All open streams of this gateway, and what time does to them. */
@Injectable()
export class Streams implements OnModuleInit, OnModuleDestroy {
  private readonly open = new Set<Watched>();
  private timer: NodeJS.Timeout | undefined;
  private reconnects: { close(): void } | undefined;
  private stopping = false;

  constructor(
    private readonly fleet: Fleet,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    metrics.gauge({ name: 'parley_streams_open', help: 'Open event streams.' }, (gauge) => gauge.set(this.open.size));
  }

  get size(): number {
    return this.open.size;
  }

  get draining(): boolean {
    return this.stopping;
  }

  onModuleInit(): void {
    this.timer = setInterval(() => this.tick(), TICK_MS);
    this.reconnects = this.fleet.onReconnect(() => {
      for (const { feed } of this.open) void feed.catchUp();
    });
  }

  /** Everybody is told to come back, to another gateway or to this one's next life. */
  onModuleDestroy(): void {
    this.stopping = true;
    clearInterval(this.timer);
    this.reconnects?.close();
    for (const watched of this.open) this.end(watched, new FleetError('fleet.unavailable', { reason: 'restart' }));
  }

  /** From here until the stream closes, heartbeats, repeated reads and the end of the token are seen to. */
  watch(feed: SessionFeed, stream: Stream, expires: number): void {
    const now = this.clock.now();
    const watched = { feed, stream, expires, read_at: now + UNFINISHED_MS, heartbeat_at: now + HEARTBEAT_MS };
    this.open.add(watched);
    stream.onClose(() => {
      feed.close();
      this.open.delete(watched);
    });
    if (this.stopping) this.end(watched, new FleetError('fleet.unavailable', { reason: 'restart' }));
  }

  private tick(): void {
    const now = this.clock.now();
    for (const watched of this.open) {
      const { feed, stream } = watched;
      if (watched.expires <= now) this.end(watched, new FleetError('auth.token_expired'));
      else if (watched.heartbeat_at <= now) {
        watched.heartbeat_at = now + HEARTBEAT_MS;
        watched.read_at = now + UNFINISHED_MS;
        if (!stream.full) stream.tell('heartbeat', {});
        void feed.catchUp();
      } else if (feed.unfinished && watched.read_at <= now) {
        watched.read_at = now + UNFINISHED_MS;
        void feed.catchUp();
      }
    }
  }

  private end({ feed, stream }: Watched, error: FleetError): void {
    feed.close();
    stream.end(error);
  }
}
