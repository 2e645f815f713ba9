import { describe, expect, it } from '@jest/globals';
import { firstConfig, replaced } from './tenant-config.js';

describe('the settings of a company', () => {
  it('begin with the rates of one user, ten times and a hundred times that', () => {
    expect(firstConfig.rate_per_user).toEqual({ minute: 60, hour: 1000, day: 10_000 });
    expect(firstConfig.rate_per_ip).toEqual({ minute: 600, hour: 10_000, day: 100_000 });
    expect(firstConfig.rate_per_tenant).toEqual({ minute: 6000, hour: 100_000, day: 1_000_000 });
  });

  it('grow by one revision and keep each origin once, in its normal form', () => {
    const next = replaced(firstConfig, {
      ...firstConfig,
      allowed_origins: ['https://Shop.Example/', 'https://shop.example', 'http://localhost:3000'],
    });
    expect(next).toEqual({
      ...firstConfig,
      revision: 2,
      allowed_origins: ['https://shop.example', 'http://localhost:3000'],
    });
  });

  it('are not replaced by who read an older revision', () => {
    const present = replaced(firstConfig, firstConfig);
    expect(() => replaced(present, firstConfig)).toThrow(expect.objectContaining({ code: 'config.version_stale' }));
  });

  it('name the place of an origin that is none', () => {
    const wanted = { ...firstConfig, allowed_origins: ['https://shop.example', 'shop.example'] };
    expect(() => replaced(firstConfig, wanted)).toThrow(
      expect.objectContaining({ code: 'request.invalid', details: { fields: { 'allowed_origins.1': ['isOrigin'] } } }),
    );
  });
});
