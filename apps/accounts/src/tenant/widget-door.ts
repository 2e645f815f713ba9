import { Injectable } from '@nestjs/common';
import { FleetError, type WidgetKeyAsk } from '@parley/contracts';
import { originAllowed } from './origin.js';
import { Tenants, type TenantDocument } from './tenant.store.js';

/** The way in for customers: the public key of the chat box, from a page that the company allows. */
@Injectable()
export class WidgetDoor {
  constructor(private readonly tenants: Tenants) {}

  /** The company. Rejects with `auth.widget_key_unknown`, `auth.origin_refused`. */
  async enter({ widget_key, origin }: WidgetKeyAsk): Promise<TenantDocument> {
    const tenant = await this.tenants.byWidgetKey(widget_key);
    if (!tenant) throw new FleetError('auth.widget_key_unknown');
    if (!originAllowed(tenant.config.allowed_origins, origin)) throw new FleetError('auth.origin_refused');
    return tenant;
  }
}
