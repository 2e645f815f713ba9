import { FleetError, type TenantConfig, defaultConfig } from '@parley/contracts';
import { normalOrigin } from '../tenant/origin.js';

/** What a new company starts with. */
export const firstConfig: TenantConfig = { ...defaultConfig, revision: 1 };

/** The settings after the change. Throws `config.version_stale`, and `request.invalid` for an origin that is none. */
export function replaced(present: TenantConfig, wanted: TenantConfig): TenantConfig {
  if (wanted.revision !== present.revision)
    throw new FleetError('config.version_stale', { revision: present.revision });
  return {
    revision: present.revision + 1,
    allowed_origins: [...new Set(wanted.allowed_origins.map(originOf))],
    rate_per_user: { ...wanted.rate_per_user },
    rate_per_ip: { ...wanted.rate_per_ip },
    rate_per_tenant: { ...wanted.rate_per_tenant },
  };
}

function originOf(text: string, place: number): string {
  const origin = normalOrigin(text);
  if (origin === undefined)
    throw new FleetError('request.invalid', { fields: { [`allowed_origins.${place}`]: ['isOrigin'] } });
  return origin;
}
