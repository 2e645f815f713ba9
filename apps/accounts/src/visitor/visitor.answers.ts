import { Injectable } from '@nestjs/common';
import { type Visitor, type WidgetKeyAsk, AdmitVisitor } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { WidgetDoor } from '../tenant/widget-door.js';
import { Tokens } from '../token/token.js';
import { Admissions } from './admission.js';

@Injectable()
export class VisitorAnswers {
  constructor(
    private readonly door: WidgetDoor,
    private readonly admissions: Admissions,
    private readonly tokens: Tokens,
  ) {}

  @Answers(AdmitVisitor)
  async admit(ask: WidgetKeyAsk, { idempotency_key }: Call): Promise<Visitor> {
    const tenant = await this.door.enter(ask);
    const visitor = await this.admissions.admit(tenant.id, ask, idempotency_key);
    return {
      tenant_id: visitor.tenant,
      visitor_id: visitor.id,
      visitor_token: await this.tokens.visitor(visitor),
      expires_at: visitor.expires_at,
    };
  }
}
