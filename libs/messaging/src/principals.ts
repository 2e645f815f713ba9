import { FleetError, services, type Principal, type RequestContract, audienceOf } from '@parley/contracts';
import type { FrameHeader } from './frames.js';
import type { TokenVerifier } from './tokens.js';

/** Who asks, established from what travelled with the request. */
export class Principals {
  constructor(private readonly tokens: TokenVerifier) {}

  /** Throws or rejects with `auth.*` when the header does not prove what it claims. */
  establish({ tenant, token, service, cause }: FrameHeader, contract: RequestContract): Principal | Promise<Principal> {
    if (token !== undefined) {
      const verified = this.tokens.verify(token);
      return verified instanceof Promise ? verified.then((user) => ofTenant(user, tenant)) : ofTenant(verified, tenant);
    }
    if (service === undefined) return { kind: 'public' };
    const known = services.find((each) => each === service);
    if (!known || (known !== contract.owner && !contract.askedBy.includes(known)))
      throw new FleetError('auth.forbidden');
    return { kind: 'service', tenant, service: known, cause: cause ?? '' };
  }
}

function ofTenant(principal: Principal & { kind: 'user' }, tenant: string): Principal {
  if (principal.tenant !== tenant) throw new FleetError('auth.forbidden');
  return principal;
}

/** Throws `auth.required` or `auth.forbidden`. */
export function admit(principal: Principal, { allow }: RequestContract): void {
  if (allow.includes(audienceOf(principal))) return;
  throw new FleetError(principal.kind === 'public' ? 'auth.required' : 'auth.forbidden');
}
