import { Injectable } from '@nestjs/common';
import { FleetError, type TenantConfig, defaultConfig } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { RateLimiter, type Allowance, type TenantLimits } from '@parley/storage';
import { LRUCache } from 'lru-cache';
import { widgetKeyOf, type DoorReply, type DoorRequest } from '../http/request.js';
import { TenantConfigs } from './tenant-configs.js';

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
    tell(reply, await this.take(request, call));
  }

  /** Counts where there is no reply to say so in. Rejects with `limit.exceeded`. */
  async countSilently(request: DoorRequest, call: Call): Promise<void> {
    refuse(await this.take(request, call));
  }

  /** From now on who brings the key is counted by the company's own limits. */
  learn(widget_key: string, tenant: string): void {
    this.companies.set(widget_key, tenant);
  }

  private async take(request: DoorRequest, call: Call): Promise<Allowance> {
    const tenant = call.tenant === '' ? this.companyOf(request) : call.tenant;
    const known = tenant === '' ? defaultConfig : this.configs.of(tenant);
    const limits = limitsOf(known instanceof Promise ? await known : known);
    const user = call.principal.kind === 'user' ? call.principal.id : undefined;
    return this.limiter.take({ tenant, user, ip: request.ip, limits });
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
function tell(reply: DoorReply, allowance: Allowance): void {
  const { limit, remaining, reset_seconds } = allowance;
  void reply.headers({ 'ratelimit-limit': limit, 'ratelimit-remaining': remaining, 'ratelimit-reset': reset_seconds });
  refuse(allowance);
}

function refuse({ allowed, scope, limit, reset_seconds }: Allowance): void {
  if (!allowed) throw new FleetError('limit.exceeded', { scope, limit, retry_after_s: reset_seconds });
}
