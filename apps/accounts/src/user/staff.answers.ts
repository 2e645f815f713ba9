import { Injectable } from '@nestjs/common';
import {
  type StaffDraft,
  type User,
  type UserList,
  type UserListAsk,
  CreateStaff,
  FleetError,
  ListStaff,
} from '@parley/contracts';
import { type Call, Answers, signedInUser } from '@parley/messaging';
import { Registrations } from './registration.js';
import { Users, toUser } from './user.store.js';

@Injectable()
export class StaffAnswers {
  constructor(
    private readonly registrations: Registrations,
    private readonly users: Users,
  ) {}

  @Answers(CreateStaff)
  create({ email, name, password, role }: StaffDraft, call: Call): Promise<User> {
    const { tenant, id } = signedInUser(call);
    return this.registrations.register({
      operation: CreateStaff.subject,
      tenant,
      who: id,
      key: call.idempotency_key,
      deadline: call.deadline,
      user: { role, email, name, password },
    });
  }

  @Answers(ListStaff)
  async list({ limit, cursor }: UserListAsk, call: Call): Promise<UserList> {
    const { tenant } = signedInUser(call);
    const found = await this.users.staff(tenant, limit + 1, cursor === undefined ? undefined : keyOf(cursor));
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = last && found.length > limit ? { cursor: cursorOf(last.email_key) } : {};
    return { items: items.map(toUser), ...more };
  }
}

/** A place in the list: the e-mail key of the last one seen. */
const cursorOf = (email_key: string): string => Buffer.from(email_key).toString('base64url');

function keyOf(cursor: string): string {
  const key = Buffer.from(cursor, 'base64url').toString();
  if (cursorOf(key) !== cursor) throw new FleetError('request.invalid', { fields: { cursor: ['isCursor'] } });
  return key;
}
