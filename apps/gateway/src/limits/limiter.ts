import { Injectable, type FactoryProvider, type OnApplicationShutdown } from '@nestjs/common';
import { CONFIG } from '@parley/messaging';
import { Clock, Logger } from '@parley/runtime';
import { RateLimiter, openRedis, type RedisLink } from '@parley/storage';
import type { GatewayConfig } from '../config.js';

/** Holds the connection to Redis until the last request is counted. */
@Injectable()
export class LimitsRedis implements OnApplicationShutdown {
  private constructor(readonly link: RedisLink | undefined) {}

  static async open({ redis_url }: GatewayConfig, logger: Logger): Promise<LimitsRedis> {
    return new LimitsRedis(await openRedis(redis_url === undefined ? undefined : { url: redis_url }, logger));
  }

  onApplicationShutdown(): void {
    this.link?.close();
  }
}

export const limiterProviders: readonly FactoryProvider[] = [
  { provide: LimitsRedis, inject: [CONFIG, Logger], useFactory: LimitsRedis.open },
  {
    provide: RateLimiter,
    inject: [LimitsRedis, Clock],
    useFactory: ({ link }: LimitsRedis, clock: Clock) => new RateLimiter(link, clock),
  },
];
