import { Injectable } from '@nestjs/common';
import { AdmitVisitor, newId, type WidgetKeyAsk } from '@parley/contracts';
import { Clock } from '@parley/runtime';
import { Creations } from '../creation/creation.js';
import { Visitors, type Admission } from './visitor.store.js';

/** A visitor's token lives 30 days, in milliseconds (spec §3). */
const visitorLife = 30 * 24 * 3600 * 1000;

@Injectable()
export class Admissions {
  constructor(
    private readonly visitors: Visitors,
    private readonly creations: Creations,
    private readonly clock: Clock,
  ) {}

  /** A new visitor, or the one that the same key admitted before. The token is no part of what is kept. */
  admit(tenant: string, { widget_key, origin }: WidgetKeyAsk, key: string | undefined): Promise<Admission> {
    return this.creations.once({
      operation: AdmitVisitor.subject,
      tenant,
      who: widget_key,
      key,
      body: [origin],
      store: this.visitors,
      taken: 'fleet.internal',
      create: async (mark) => {
        const admission = this.admission(tenant);
        await this.visitors.insert(tenant, { ...admission, ...mark(admission) });
        return admission;
      },
    });
  }

  private admission(tenant: string): Admission {
    const now = this.clock.now();
    return {
      id: newId(),
      tenant,
      admitted_at: new Date(now).toISOString(),
      expires_at: new Date(now + visitorLife).toISOString(),
    };
  }
}
