import { Injectable } from '@nestjs/common';
import { type ConfigAsk, type TenantConfig, FleetError, ReadConfig, ReplaceConfig } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { Tenants, type TenantDocument } from '../tenant/tenant.store.js';
import { replaced } from './tenant-config.js';

/** So many tries to change a company that others are changing too. */
const mostTries = 5;

@Injectable()
export class ConfigAnswers {
  constructor(private readonly tenants: Tenants) {}

  @Answers(ReadConfig)
  async read(_ask: ConfigAsk, { tenant }: Call): Promise<TenantConfig> {
    return (await this.tenant(tenant)).config;
  }

  @Answers(ReplaceConfig)
  async replace(wanted: TenantConfig, { tenant }: Call): Promise<TenantConfig> {
    for (let tries = 0; tries < mostTries; tries++) {
      const present = await this.tenant(tenant);
      const changed = await this.tenants.configure(present, replaced(present.config, wanted));
      if (changed) return changed.config;
    }
    throw new FleetError('fleet.overloaded');
  }

  private async tenant(id: string): Promise<TenantDocument> {
    const tenant = await this.tenants.get(id);
    if (!tenant) throw new FleetError('tenant.not_found');
    return tenant;
  }
}
