import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { FleetError, newId } from '@parley/contracts';
import { TokenVerifier, type Call } from '@parley/messaging';
import { factsOf, idempotencyKeyOf, type DoorReply, type DoorRequest } from '../http/request.js';
import { Limits } from '../limits/limits.js';
import { TenantConfigs } from '../limits/tenant-configs.js';
import { admitOrigin } from './origin.js';
import { authenticated, authorise } from './authenticate.js';
import type { Permission } from './permissions.js';

/** The one guard, global: who is it, how often was it here, may it do this. What it finds stands in `request.call`. */
@Injectable()
export class DoorGuard implements CanActivate {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly limits: Limits,
    private readonly configs: TenantConfigs,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<DoorRequest>();
    const reply = context.switchToHttp().getResponse<DoorReply>();
    const { permission } = factsOf(request);
    if (!permission) throw new FleetError('route.not_found');
    if (permission.door === 'probe') return true;

    const found = await this.identify(request, permission);
    const call = found instanceof FleetError ? request.call : found;
    await this.limits.count(request, reply, call);
    if (found instanceof FleetError) throw found;
    authorise(call, permission);
    if (call.tenant !== '') admitOrigin(request, (await this.configs.of(call.tenant)).allowed_origins);
    request.call = request.method === 'POST' ? withKey(call, request) : call;
    return true;
  }

  /** Also who could not prove who he is is counted, by his address, before he is told so. */
  private async identify(request: DoorRequest, permission: Permission): Promise<Call | FleetError> {
    try {
      return await authenticated(request, permission, this.tokens);
    } catch (error) {
      if (error instanceof FleetError) return error;
      throw error;
    }
  }
}

/** Whoever owns what is made keeps the key with it; where the client sent none, an attempt of ours must still find it. */
const withKey = (call: Call, { headers }: DoorRequest): Call => ({
  ...call,
  idempotency_key: idempotencyKeyOf(headers) ?? newId(),
});
