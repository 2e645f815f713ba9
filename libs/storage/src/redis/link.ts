import { once } from 'node:events';
import type { Logger } from '@parley/runtime';
import { Redis } from 'ioredis';

/** Longer than this no caller waits for Redis, in milliseconds. */
const commandTimeout = 200;
/** After a failure Redis is left alone for this long, in milliseconds; then one caller tries again. */
const retryAfter = 1000;

type State = { readonly kind: 'there' } | { readonly kind: 'away'; readonly retry_at: number };

/** A Redis that may be away: what it does for its callers must also be possible, more slowly or less exactly, without it. */
export class RedisLink {
  private state: State = { kind: 'there' };

  constructor(
    private readonly client: Redis,
    private readonly logger: Logger,
  ) {
    client.on('error', (error) => this.lost(error));
    client.on('ready', () => this.reconnected());
  }

  get away(): boolean {
    return this.state.kind === 'away';
  }

  /** The reply, or `undefined` while Redis is away. Never rejects, never waits for longer than 200 ms. */
  async run<T extends object>(command: (client: Redis) => Promise<T>): Promise<T | undefined> {
    const now = performance.now();
    if (this.state.kind === 'away') {
      if (now < this.state.retry_at) return undefined;
      this.state = { kind: 'away', retry_at: now + retryAfter };
    }
    try {
      const reply = await inTime(command(this.client));
      if (this.state.kind === 'away') this.logger.info('Redis is back');
      this.state = { kind: 'there' };
      return reply;
    } catch (error) {
      this.lost(error);
      return undefined;
    }
  }

  /** Resolves once connected, or after a second without. */
  async settled(): Promise<this> {
    if (this.client.status !== 'ready')
      await once(this.client, 'ready', { signal: AbortSignal.timeout(1000) }).catch(() => this.lost(undefined));
    return this;
  }

  close(): void {
    this.client.disconnect();
  }

  /** The next caller tries. */
  private reconnected(): void {
    if (this.state.kind === 'away') this.state = { kind: 'away', retry_at: 0 };
  }

  private lost(error: unknown): void {
    if (this.state.kind === 'there') this.logger.warn('Redis is away; this process counts by itself', { error });
    this.state = { kind: 'away', retry_at: performance.now() + retryAfter };
  }
}

/** A process that stood still itself first reads what came meanwhile: only then is a reply late. */
function inTime<T>(reply: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const late = () => reject(new Error(`no reply within ${commandTimeout} ms`));
    const timer = setTimeout(() => setImmediate(late), commandTimeout);
    reply.finally(() => clearTimeout(timer)).then(resolve, reject);
  });
}

/** Goes on connecting in the background for as long as it takes; `undefined` where no Redis is configured. */
export async function openRedis(
  options: { readonly url: string } | undefined,
  logger: Logger,
): Promise<RedisLink | undefined> {
  if (!options) return undefined;
  const client = new Redis(options.url, {
    connectTimeout: 1000,
    socketTimeout: 500,
    disconnectTimeout: 200,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 50, 1000),
  });
  return new RedisLink(client, logger).settled();
}
