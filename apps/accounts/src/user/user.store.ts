import { Inject, Injectable } from '@nestjs/common';
import { newId, type Role, type User } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Draft, Store, Stored, Write } from '@parley/storage';
import type { CreationMark, CreationStore } from '../creation/creation.js';
import { emailKey } from './email.js';

/** Customers sign in with the widget key, staff with the company's short name. */
export type UserKind = 'customer' | 'staff';

export interface UserDocument extends Stored, CreationMark<User> {
  readonly kind: UserKind;
  readonly role: Role;
  readonly email: string;
  readonly email_key: string;
  readonly name: string;
  /** PHC string of argon2id. */
  readonly password: string;
  readonly created_at: string;
}

const users: CollectionSpec<UserDocument> = {
  name: 'users',
  schema: 1,
  indexes: [
    { name: 'by_email', fields: ['email_key'], unique: true },
    { name: 'by_kind', fields: ['kind', 'email_key'] },
    { name: 'by_creation', fields: ['creation_key'], unique: true },
  ],
};

export const kindOf = (role: Role): UserKind => (role === 'customer' ? 'customer' : 'staff');

export const toUser = ({ id, role, email, name, created_at }: UserDocument | Draft<UserDocument>): User => ({
  id,
  role,
  email,
  name,
  created_at,
});

/** A user as it is handed to the store; `password` is its PHC string. */
export const newUser = (
  given: { role: Role; email: string; name: string; password: string },
  now: number,
): Draft<UserDocument> => ({
  ...given,
  id: newId(),
  kind: kindOf(given.role),
  name: given.name.normalize('NFC').trim(),
  email_key: emailKey(given.email),
  created_at: new Date(now).toISOString(),
});

@Injectable()
export class Users implements CreationStore<UserDocument> {
  private readonly users: Collection<UserDocument>;

  constructor(@Inject(STORE) store: Store) {
    this.users = store.collection(users);
  }

  get(tenant: string, id: string): Promise<UserDocument | undefined> {
    return this.users.get(tenant, id);
  }

  async byEmail(tenant: string, email: string): Promise<UserDocument | undefined> {
    const where = { email_key: emailKey(email) };
    const [user] = await this.users.find(tenant, { index: 'by_email', where, limit: 1 });
    return user;
  }

  /** By e-mail, those after `after` (an e-mail's key). */
  staff(tenant: string, limit: number, after?: string): Promise<UserDocument[]> {
    const bound = after === undefined ? {} : { after };
    return this.users.find(tenant, { index: 'by_kind', where: { kind: 'staff' }, ...bound, limit });
  }

  /** Throws `UniqueConflict`. */
  insert(tenant: string, draft: Draft<UserDocument>): Promise<UserDocument> {
    return this.users.insert(tenant, draft);
  }

  inserting(draft: Draft<UserDocument>): Write<UserDocument> {
    return { kind: 'insert', collection: this.users, draft };
  }

  /** `undefined` when the user changed meanwhile. */
  rename({ tenant, id, version }: UserDocument, name: string): Promise<UserDocument | undefined> {
    return this.users.update(tenant, id, version, { name: name.normalize('NFC').trim() });
  }

  delete(tenant: string, id: string): Promise<boolean> {
    return this.users.delete(tenant, id);
  }

  async byCreation(tenant: string, creation_key: string): Promise<UserDocument | undefined> {
    const [user] = await this.users.find(tenant, { index: 'by_creation', where: { creation_key }, limit: 1 });
    return user;
  }

  forgetCreation({ tenant, id, version }: UserDocument): Promise<unknown> {
    return this.users.update(tenant, id, version, { creation_key: undefined, creation: undefined });
  }
}
