/** How many requests a minute, an hour and a day, in windows that begin at full minutes, hours and days (UTC). */
export interface Limits {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
}

const scopes = ['user', 'ip', 'tenant'] as const;
export type LimitScope = (typeof scopes)[number];
/** A tenant's setting. */
export type TenantLimits = Readonly<Record<LimitScope, Limits>>;

/** A request to be counted. An address is counted a tenant at a time; `tenant` is '' before it is known. */
export interface LimitedRequest {
  readonly tenant: string;
  readonly user?: string | undefined;
  readonly ip: string;
  readonly limits: TenantLimits;
}

/** What became of a request. The figures are those of the window that is nearest to its end of requests; of those that
 * refuse, the one that lasts longest. */
export interface Allowance {
  readonly allowed: boolean;
  readonly scope: LimitScope;
  readonly limit: number;
  readonly remaining: number;
  /** Until the window ends: 1 to 86,400. */
  readonly reset_seconds: number;
}

/** Who a request counts for, each with a key of its own. Keys of one tenant share a hash slot. */
export interface LimitedSubject {
  readonly scope: LimitScope;
  readonly key: string;
  /** In the order of `windowSeconds`. */
  readonly limits: readonly [number, number, number];
}

export const windowSeconds = [60, 3600, 86_400] as const;

export function subjectsOf(request: LimitedRequest): LimitedSubject[] {
  const ids: Record<LimitScope, string | undefined> = {
    user: request.user,
    ip: request.ip,
    tenant: request.tenant === '' ? undefined : 'all',
  };
  return scopes.flatMap((scope) => {
    const { minute, hour, day } = request.limits[scope];
    const key = `limit:{${request.tenant}}:${scope}:${ids[scope]}`;
    return ids[scope] === undefined ? [] : [{ scope, key, limits: [minute, hour, day] as const }];
  });
}
