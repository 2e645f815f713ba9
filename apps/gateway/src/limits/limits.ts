import { Injectable } from '@nestjs/common';
import { FleetError, type TenantConfig } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { RateLimiter, type Allowance, type TenantLimits } from '@parley/storage';
import { LRUCache } from 'lru-cache';
import { widgetKeyOf, type DoorReply, type DoorRequest } from '../http/request.js';
import { TenantConfigs, defaultConfig } from './tenant-configs.js';

/** The rules of spec §8: so many requests of one user, one address and one company a minute, an hour and a day. */
@Injectable()
export class Limits {
  /** Companies by the keys of their chat boxes, as far as this gateway has met them. */
  private readonly companies = new LRUCache<string, string>({ max: 10_000 });

  constructor(
    private readonly limiter: RateLimiter,
    private readonly configs: TenantConfigs,
  ) {}

  /** Counts the request and says so in headers. Rejects with `limit.exceeded`. */
  async count(request: DoorRequest, reply: DoorReply, call: Call): Promise<void> {
    const tenant = call.tenant === '' ? this.companyOf(request) : call.tenant;
    const known = tenant === '' ? defaultConfig : this.configs.of(tenant);
    const limits = limitsOf(known instanceof Promise ? await known : known);
    const user = call.principal.kind === 'user' ? call.principal.id : undefined;
    tell(reply, await this.limiter.take({ tenant, user, ip: request.ip, limits }));
  }

  /** From now on who brings the key is counted by the company's own limits. */
  learn(widget_key: string, tenant: string): void {
    this.companies.set(widget_key, tenant);
  }

  private companyOf({ headers }: DoorRequest): string {
    const key = widgetKeyOf(headers);
    return key === undefined ? '' : (this.companies.get(key) ?? '');
  }
}

const limitsOf = ({ rate_per_user, rate_per_ip, rate_per_tenant }: TenantConfig): TenantLimits => ({
  user: rate_per_user,
  ip: rate_per_ip,
  tenant: rate_per_tenant,
});

/** As `RateLimit-*` headers have it; times in seconds. Throws `limit.exceeded`. */
function tell(reply: DoorReply, { allowed, scope, limit, remaining, reset_seconds }: Allowance): void {
  void reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset_seconds });
  if (allowed) return;
  void reply.header('retry-after', reset_seconds);
  throw new FleetError('limit.exceeded', { scope, limit, retry_after_s: reset_seconds });
}
