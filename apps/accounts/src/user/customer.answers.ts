import { Injectable } from '@nestjs/common';
import { type CustomerDraft, type User, RegisterCustomer } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { WidgetDoor } from '../tenant/widget-door.js';
import { Registrations } from './registration.js';

@Injectable()
export class CustomerAnswers {
  constructor(
    private readonly door: WidgetDoor,
    private readonly registrations: Registrations,
  ) {}

  @Answers(RegisterCustomer)
  async register({ widget_key, origin, email, name, password }: CustomerDraft, call: Call): Promise<User> {
    const { id: tenant } = await this.door.enter({ widget_key, origin });
    return this.registrations.register({
      operation: RegisterCustomer.subject,
      tenant,
      who: widget_key,
      key: call.idempotency_key,
      deadline: call.deadline,
      user: { role: 'customer', email, name, password },
    });
  }
}
