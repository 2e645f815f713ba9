import { request } from './contract.js';
import { Integer, Nested, Texts } from './fields.js';
import { administrators, staff } from './principal.js';

/** Requests a minute, an hour and a day. */
export class Rates {
  @Integer({ min: 1, max: 100_000_000 }) minute!: number;
  @Integer({ min: 1, max: 1_000_000_000 }) hour!: number;
  @Integer({ min: 1, max: 1_000_000_000 }) day!: number;
}

/** A company's settings. */
export class TenantConfig {
  @Integer({ min: 0, description: 'grows with each change' }) revision!: number;
  @Texts({ max: 50, each: 300, description: 'origins of pages that may carry the chat box; empty: any' })
  allowed_origins!: string[];
  @Nested(() => Rates) rate_per_user!: Rates;
  @Nested(() => Rates) rate_per_ip!: Rates;
  @Nested(() => Rates) rate_per_tenant!: Rates;
}

const times = (factor: number): Rates => ({ minute: 60 * factor, hour: 1000 * factor, day: 10_000 * factor });

/** What holds for a company that has set nothing (spec §8). */
export const defaultConfig: TenantConfig = {
  revision: 0,
  allowed_origins: [],
  rate_per_user: times(1),
  rate_per_ip: times(10),
  rate_per_tenant: times(100),
};

export class ConfigAsk {}

export const ReadConfig = request('rpc.accounts.config.read.v1', {
  input: ConfigAsk,
  output: TenantConfig,
  errors: ['tenant.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: [...staff, 'customer', 'service'],
  askedBy: ['gateway'],
});

/** Replaces the settings; `revision` is the one that was read. */
export const ReplaceConfig = request('rpc.accounts.config.replace.v1', {
  input: TenantConfig,
  output: TenantConfig,
  errors: ['config.version_stale'],
  deadlineMs: 4000,
  idempotent: false,
  allow: administrators,
  askedBy: ['gateway'],
});
