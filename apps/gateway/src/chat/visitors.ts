import { Injectable } from '@nestjs/common';
import { AdmitVisitor, CreateSession, type Session, type SessionDraft } from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import { originField, requiredWidgetKey, type DoorRequest } from '../http/request.js';
import { Limits } from '../limits/limits.js';

/** What a new visitor is handed. */
export interface Welcome {
  readonly visitor_token?: string;
  readonly expires_at?: string;
}

/** Who has no token yet and comes with the key of a company's chat box. */
@Injectable()
export class Visitors {
  constructor(
    private readonly fleet: Fleet,
    private readonly limits: Limits,
  ) {}

  /** The call of the request's customer; a stranger becomes a visitor first. Rejects with `auth.required` without either. */
  async callOf({ call, headers }: DoorRequest): Promise<{ call: Call; welcome: Welcome }> {
    if (call.principal.kind === 'user') return { call, welcome: {} };
    const widget_key = requiredWidgetKey(headers);
    const visitor = await this.fleet.ask(AdmitVisitor, { widget_key, ...originField(headers) }, call);
    const { tenant_id: tenant, visitor_id: id, visitor_token: token, expires_at } = visitor;
    this.limits.learn(widget_key, tenant);
    const principal = { kind: 'user', tenant, id, role: 'customer', visitor: true } as const;
    return { call: { ...call, tenant, principal, token }, welcome: { visitor_token: token, expires_at } };
  }

  begin(draft: SessionDraft, call: Call): Promise<Session> {
    return this.fleet.ask(CreateSession, draft, call);
  }
}
