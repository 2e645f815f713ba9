import { Injectable } from '@nestjs/common';
import { ReadConfig, type TenantConfig, defaultConfig } from '@parley/contracts';
import { Fleet, serviceCall } from '@parley/messaging';
import { Clock, Logger } from '@parley/runtime';
import { LRUCache } from 'lru-cache';

/** Another gateway's change is seen here after so many milliseconds at the latest. */
const LIFE_MS = 60_000;
/** Asked for again after so many, while the old one still serves. */
const STALE_MS = 40_000;
/** While accounts is away it is asked again after so many, and the last known settings serve. */
const RETRY_MS = 3_000;

interface Known {
  readonly config: TenantConfig;
  readonly stale: number;
  readonly until: number;
}

/** The settings of companies, as accounts keeps them. */
@Injectable()
export class TenantConfigs {
  private readonly known = new LRUCache<string, Known>({ max: 5000 });
  private readonly asking = new Map<string, Promise<TenantConfig>>();

  constructor(
    private readonly fleet: Fleet,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** At once when they are known. Never rejects: without accounts the last known ones serve, or the defaults. */
  of(tenant: string): TenantConfig | Promise<TenantConfig> {
    const known = this.known.get(tenant);
    const now = this.clock.now();
    if (!known || known.until <= now) return this.ask(tenant);
    if (known.stale <= now) void this.ask(tenant);
    return known.config;
  }

  /** An older revision than the known one, from a request that took longer, is passed over. */
  keep(tenant: string, config: TenantConfig): void {
    const known = this.known.get(tenant);
    if (known && known.config.revision > config.revision) return;
    const now = this.clock.now();
    this.known.set(tenant, { config, stale: now + STALE_MS, until: now + LIFE_MS });
  }

  private ask(tenant: string): Promise<TenantConfig> {
    let asking = this.asking.get(tenant);
    if (!asking) {
      asking = this.read(tenant).finally(() => this.asking.delete(tenant));
      this.asking.set(tenant, asking);
    }
    return asking;
  }

  private async read(tenant: string): Promise<TenantConfig> {
    try {
      const call = serviceCall({ tenant, service: 'gateway', cause: 'settings', deadline_ms: 1500 });
      const config = await this.fleet.ask(ReadConfig, {}, call);
      this.keep(tenant, config);
      return config;
    } catch (error) {
      this.logger.warn('settings not to be had', { tenant, error });
      const config = this.known.get(tenant)?.config ?? defaultConfig;
      const again = this.clock.now() + RETRY_MS;
      this.known.set(tenant, { config, stale: again, until: again });
      return config;
    }
  }
}
