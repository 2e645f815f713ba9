import { describe, expect, it } from '@jest/globals';
import { subjectsOf, type TenantLimits } from './limits.js';
import { LocalCounts } from './local-counts.js';

const minute_ms = 60_000;
const few: TenantLimits = {
  user: { minute: 2, hour: 3, day: 4 },
  ip: { minute: 20, hour: 30, day: 40 },
  tenant: { minute: 3, hour: 30, day: 40 },
};
const by = (user: string) => subjectsOf({ tenant: 't', user, ip: '::1', limits: few });

describe('limits of requests', () => {
  it('count for user, address and tenant, as far as they are known', () => {
    const keys = (tenant: string, user?: string) =>
      subjectsOf({ tenant, user, ip: '10.0.0.1', limits: few }).map(({ key }) => key);
    expect(keys('t', 'u')).toEqual(['limit:{t}:user:u', 'limit:{t}:ip:10.0.0.1', 'limit:{t}:tenant:all']);
    expect(keys('')).toEqual(['limit:{}:ip:10.0.0.1']);
  });

  it('tell of the window that is nearest to its end of requests', () => {
    const counts = new LocalCounts();
    const at = 100 * minute_ms + 15_000;
    expect(counts.take(by('u'), at)).toEqual({
      allowed: true,
      scope: 'user',
      limit: 2,
      remaining: 1,
      reset_seconds: 45,
    });
    expect(counts.take(by('u'), at)).toMatchObject({ allowed: true, scope: 'user', remaining: 0 });
    expect(counts.take(by('v'), at)).toMatchObject({ allowed: true, scope: 'tenant', limit: 3, remaining: 0 });
    expect(counts.take(by('w'), at)).toEqual({
      allowed: false,
      scope: 'tenant',
      limit: 3,
      remaining: 0,
      reset_seconds: 45,
    });
  });

  it('begin anew at the full minute, and tell of the longest window that refuses', () => {
    const counts = new LocalCounts();
    for (const minute of [0, 0, 1]) expect(counts.take(by('u'), minute * minute_ms)).toMatchObject({ allowed: true });
    expect(counts.take(by('u'), minute_ms)).toEqual({
      allowed: false,
      scope: 'user',
      limit: 3,
      remaining: 0,
      reset_seconds: 3540,
    });
    expect(counts.take(by('u'), 60 * minute_ms)).toMatchObject({
      allowed: true,
      scope: 'user',
      limit: 4,
      remaining: 0,
    });
    expect(counts.take(by('u'), 120 * minute_ms)).toMatchObject({ allowed: false, limit: 4, reset_seconds: 79_200 });
  });

  it('count a refused request nowhere', () => {
    const counts = new LocalCounts();
    for (let i = 0; i < 10; i++) counts.take(by('u'), 0);
    expect(counts.take(by('v'), 0)).toMatchObject({ allowed: true, scope: 'tenant', remaining: 0 });
  });

  it('keep to the newest window when a clock goes back', () => {
    const counts = new LocalCounts();
    for (let i = 0; i < 2; i++) counts.take(by('u'), minute_ms);
    expect(counts.take(by('u'), minute_ms - 1)).toMatchObject({ allowed: false, reset_seconds: 61 });
  });
});
