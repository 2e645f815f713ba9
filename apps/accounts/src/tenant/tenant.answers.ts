import { Injectable } from '@nestjs/common';
import {
  type SignedUp,
  type Tenant,
  type TenantAsk,
  type TenantDraft,
  CreateTenant,
  FleetError,
  ReadTenant,
} from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { SignUp } from './sign-up.js';
import { Tenants, toTenant } from './tenant.store.js';

@Injectable()
export class TenantAnswers {
  constructor(
    private readonly signUps: SignUp,
    private readonly tenants: Tenants,
  ) {}

  @Answers(CreateTenant)
  create(draft: TenantDraft, call: Call): Promise<SignedUp> {
    return this.signUps.signUp(draft, call);
  }

  @Answers(ReadTenant)
  async read(_ask: TenantAsk, call: Call): Promise<Tenant> {
    const tenant = await this.tenants.get(call.tenant);
    if (!tenant) throw new FleetError('tenant.not_found');
    return toTenant(tenant);
  }
}
