import { Injectable } from '@nestjs/common';
import { FleetError } from '@parley/contracts';
import { TokenVerifier, newTraceId, type Call } from '@parley/messaging';
import { authorise } from '../identity/authenticate.js';
import { admitOrigin } from '../identity/origin.js';
import { permissions } from '../identity/permissions.js';
import { factsOf, strangerCall, type DoorRequest } from '../http/request.js';
import { Limits } from '../limits/limits.js';
import { TenantConfigs } from '../limits/tenant-configs.js';

/** The guard of WebSockets: the same questions as the one of routes, asked about frames. */
@Injectable()
export class SocketDoor {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly limits: Limits,
    private readonly configs: TenantConfigs,
  ) {}

  /** The call of whom the token proves. Rejects with `auth.*`, `limit.exceeded`, `fleet.unavailable`. */
  async admit(request: DoorRequest, token: string): Promise<Call> {
    const found = await this.identify(token);
    const call = found instanceof FleetError ? request.call : found;
    await this.limits.countSilently(request, call);
    if (found instanceof FleetError) throw found;
    authorise(found, factsOf(request).permission!);
    admitOrigin(request, (await this.configs.of(call.tenant)).allowed_origins);
    return call;
  }

  /** The same principal with a new token. Rejects with `auth.forbidden` for another one. */
  async renew(request: DoorRequest, token: string, { tenant, principal }: Call): Promise<Call> {
    const call = await this.admit(request, token);
    const same = principal.kind === 'user' && call.principal.kind === 'user' && call.principal.id === principal.id;
    if (call.tenant !== tenant || !same) throw new FleetError('auth.forbidden');
    return call;
  }

  /** A frame that stands for a request of a route: counted as one, allowed to whom that route is. */
  async asRequest(request: DoorRequest, route: keyof typeof permissions, call: Call): Promise<Call> {
    authorise(call, permissions[route]!);
    await this.limits.countSilently(request, call);
    return freshOf(call);
  }

  private async identify(token: string): Promise<Call | FleetError> {
    try {
      const principal = await this.tokens.verify(token);
      return { ...strangerCall(newTraceId()), tenant: principal.tenant, principal, token };
    } catch (error) {
      if (error instanceof FleetError) return error;
      throw error;
    }
  }
}

/** A connection outlives every deadline: whatever is asked on it begins with one of its own. */
export const freshOf = ({ tenant, principal, token }: Call): Call => ({
  ...strangerCall(newTraceId()),
  tenant,
  principal,
  ...(token === undefined ? {} : { token }),
});
