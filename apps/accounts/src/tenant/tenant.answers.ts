import { Injectable } from '@nestjs/common';
import { type SignedUp, type TenantDraft, CreateTenant } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { SignUp } from './sign-up.js';

@Injectable()
export class TenantAnswers {
  constructor(private readonly signUps: SignUp) {}

  @Answers(CreateTenant)
  create(draft: TenantDraft, call: Call): Promise<SignedUp> {
    return this.signUps.signUp(draft, call);
  }
}
