import { request } from './contract.js';
import { languages, type Language } from './entry.js';
import { Email, Flag, Id, Instant, Integer, ListOf, Nested, OneOf, Text, Anything, visible } from './fields.js';
import { administrators, everyone, roles, services, signedIn, type Role } from './principal.js';

const slug = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

export class KeysAsk {}

export class KeyList {
  @Anything({ description: 'public keys as a JWK set: {keys: […]}' }) jwks!: { keys: Record<string, unknown>[] };
}

/** The public keys that tokens are checked with; private ones never leave accounts. */
export const ListKeys = request('rpc.accounts.key.list.v1', {
  input: KeysAsk,
  output: KeyList,
  errors: [],
  deadlineMs: 3000,
  idempotent: true,
  allow: everyone,
  askedBy: services,
});

export class TenantDraft {
  @Text({ min: 1, max: 200, pattern: visible }) name!: string;
  @Text({ min: 1, max: 63, pattern: slug, description: 'short name for log-in: a-z, 0-9, -' }) slug!: string;
  @Email() owner_email!: string;
  @Text({ min: 10, max: 200 }) owner_password!: string;
  @Text({ min: 1, max: 200, pattern: visible }) owner_name!: string;
  @OneOf(languages, { optional: true }) language?: Language;
}

export class Tenant {
  @Id() id!: string;
  @Text({ max: 200 }) name!: string;
  @Text({ max: 63 }) slug!: string;
  @Text({ max: 100, description: 'public key of the chat box' }) widget_key!: string;
  @OneOf(languages) language!: Language;
  @Instant() created_at!: string;
}

export class User {
  @Id() id!: string;
  @OneOf(roles) role!: Role;
  @Email() email!: string;
  @Text({ max: 200 }) name!: string;
  @Instant() created_at!: string;
}

export class SignedUp {
  @Nested(() => Tenant) tenant!: Tenant;
  @Nested(() => User) owner!: User;
}

export const CreateTenant = request('rpc.accounts.tenant.create.v1', {
  input: TenantDraft,
  output: SignedUp,
  errors: ['tenant.slug_taken', 'idempotency.key_reused'],
  deadlineMs: 6000,
  idempotent: true,
  allow: everyone,
  askedBy: ['gateway'],
});

export class TenantAsk {}

/** The company of whoever asks. */
export const ReadTenant = request('rpc.accounts.tenant.read.v1', {
  input: TenantAsk,
  output: Tenant,
  errors: ['tenant.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class WidgetKeyAsk {
  @Text({ min: 1, max: 100 }) widget_key!: string;
  @Text({ max: 300, optional: true, description: 'Origin header of the browser' }) origin?: string;
}

export class Visitor {
  @Id() tenant_id!: string;
  @Id() visitor_id!: string;
  @Text({ max: 4000 }) visitor_token!: string;
  @Instant() expires_at!: string;
}

/** A new visitor of the company that the widget key belongs to, with a token for 30 days. */
export const AdmitVisitor = request('rpc.accounts.visitor.admit.v1', {
  input: WidgetKeyAsk,
  output: Visitor,
  errors: ['auth.widget_key_unknown', 'auth.origin_refused', 'idempotency.key_reused'],
  deadlineMs: 4000,
  idempotent: true,
  allow: everyone,
  askedBy: ['gateway'],
});

export class CustomerDraft extends WidgetKeyAsk {
  @Email() email!: string;
  @Text({ min: 10, max: 200 }) password!: string;
  @Text({ min: 1, max: 200, pattern: visible }) name!: string;
}

export const RegisterCustomer = request('rpc.accounts.customer.register.v1', {
  input: CustomerDraft,
  output: User,
  errors: ['auth.widget_key_unknown', 'auth.origin_refused', 'user.email_taken', 'idempotency.key_reused'],
  deadlineMs: 6000,
  idempotent: true,
  allow: everyone,
  askedBy: ['gateway'],
});

export class LogIn {
  @Text({ max: 100, optional: true, description: 'customers: the widget key' }) widget_key?: string;
  @Text({ max: 300, optional: true }) origin?: string;
  @Text({ max: 63, optional: true, description: 'staff: short name of the company' }) tenant?: string;
  @Email() email!: string;
  @Text({ min: 1, max: 200 }) password!: string;
}

export class Tokens {
  @Text({ max: 4000 }) access_token!: string;
  @Text({ max: 4000 }) refresh_token!: string;
  @Integer({ min: 1, description: 'seconds the access token lives' }) expires_in!: number;
  @Nested(() => User) user!: User;
}

export const LogInUser = request('rpc.accounts.user.log_in.v1', {
  input: LogIn,
  output: Tokens,
  errors: ['auth.credentials_wrong', 'auth.widget_key_unknown', 'auth.origin_refused'],
  deadlineMs: 6000,
  idempotent: false,
  allow: everyone,
  askedBy: ['gateway'],
});

export class RefreshAsk {
  @Text({ min: 1, max: 4000 }) refresh_token!: string;
}

export const RefreshTokens = request('rpc.accounts.token.refresh.v1', {
  input: RefreshAsk,
  output: Tokens,
  errors: ['auth.token_invalid', 'auth.token_expired', 'auth.refresh_reused'],
  deadlineMs: 4000,
  idempotent: false,
  allow: everyone,
  askedBy: ['gateway'],
});

export class LoggedOut {
  @Flag() logged_out!: boolean;
}

/** Ends the family of log-ins that the refresh token belongs to. */
export const LogOutUser = request('rpc.accounts.user.log_out.v1', {
  input: RefreshAsk,
  output: LoggedOut,
  errors: [],
  deadlineMs: 4000,
  idempotent: true,
  allow: everyone,
  askedBy: ['gateway'],
});

export class ProfileAsk {}

export const ReadProfile = request('rpc.accounts.profile.read.v1', {
  input: ProfileAsk,
  output: User,
  errors: ['user.not_found'],
  deadlineMs: 3000,
  idempotent: true,
  allow: signedIn,
  askedBy: ['gateway', 'handoff'],
});

export class ProfileChange {
  @Text({ min: 1, max: 200, pattern: visible }) name!: string;
}

export const ChangeProfile = request('rpc.accounts.profile.change.v1', {
  input: ProfileChange,
  output: User,
  errors: ['user.not_found'],
  deadlineMs: 4000,
  idempotent: true,
  allow: signedIn,
  askedBy: ['gateway'],
});

export class NameAsk {
  @Id() user_id!: string;
}

export class UserName {
  @Text({ max: 200, optional: true, description: 'none for a visitor' }) name?: string;
}

/** What to call somebody at the desk. */
export const ReadName = request('rpc.accounts.name.read.v1', {
  input: NameAsk,
  output: UserName,
  errors: [],
  deadlineMs: 2000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['handoff'],
});

export class StaffDraft {
  @Email() email!: string;
  @Text({ min: 10, max: 200 }) password!: string;
  @Text({ min: 1, max: 200, pattern: visible }) name!: string;
  @OneOf(['agent', 'supervisor', 'admin']) role!: 'agent' | 'supervisor' | 'admin';
}

export const CreateStaff = request('rpc.accounts.staff.create.v1', {
  input: StaffDraft,
  output: User,
  errors: ['user.email_taken', 'idempotency.key_reused'],
  deadlineMs: 6000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});

export class UserListAsk {
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Text({ max: 600, optional: true }) cursor?: string;
}

export class UserList {
  @ListOf(() => User, { max: 100 }) items!: User[];
  @Text({ max: 600, optional: true }) cursor?: string;
}

/** The staff of the company, by e-mail. */
export const ListStaff = request('rpc.accounts.staff.list.v1', {
  input: UserListAsk,
  output: UserList,
  errors: [],
  deadlineMs: 3000,
  idempotent: true,
  allow: administrators,
  askedBy: ['gateway'],
});
