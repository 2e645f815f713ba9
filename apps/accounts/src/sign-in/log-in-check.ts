import { Injectable } from '@nestjs/common';
import { FleetError, type LogIn } from '@parley/contracts';
import { Passwords } from '../password/password.js';
import { slugOf } from '../tenant/slug.js';
import { Tenants, type TenantDocument } from '../tenant/tenant.store.js';
import { WidgetDoor } from '../tenant/widget-door.js';
import { Users, type UserDocument, type UserKind } from '../user/user.store.js';

/** Who may come in by which way: customers by the widget key, staff by the company's short name. */
@Injectable()
export class LogInCheck {
  constructor(
    private readonly door: WidgetDoor,
    private readonly tenants: Tenants,
    private readonly users: Users,
    private readonly passwords: Passwords,
  ) {}

  /**
   * The user. Rejects with `auth.credentials_wrong` after the same work, whether company, e-mail or password is wrong,
   * so that nothing about who has an account can be told from the answer or its time.
   */
  async user(ask: LogIn, deadline: number): Promise<UserDocument> {
    const { kind, tenant } = await this.entrance(ask);
    const found = tenant && (await this.users.byEmail(tenant.id, ask.email));
    const user = found?.kind === kind ? found : undefined;
    const proved = await this.passwords.verify(ask.password, user?.password, deadline);
    if (!user || !proved) throw new FleetError('auth.credentials_wrong');
    return user;
  }

  private async entrance({ widget_key, origin, tenant: company }: LogIn): Promise<{
    kind: UserKind;
    tenant: TenantDocument | undefined;
  }> {
    if (widget_key !== undefined && company === undefined)
      return { kind: 'customer', tenant: await this.door.enter({ widget_key, origin }) };
    if (company !== undefined && widget_key === undefined)
      return { kind: 'staff', tenant: await this.tenants.bySlug(slugOf(company)) };
    throw new FleetError('request.invalid', { fields: { tenant: ['eitherTenantOrWidgetKey'] } });
  }
}
