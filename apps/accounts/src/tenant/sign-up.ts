import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { CreateTenant, newId, type SignedUp, type TenantDraft } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import { UniqueConflict, type Draft } from '@parley/storage';
import { Creations, type CreationMark } from '../creation/creation.js';
import { Passwords } from '../password/password.js';
import { firstConfig } from '../settings/tenant-config.js';
import { newUser, toUser, Users } from '../user/user.store.js';
import { Tenants, toTenant, type TenantDocument } from './tenant.store.js';

/** Public, but not to be guessed: 144 random bits. */
const newWidgetKey = (): string => `wk_${randomBytes(18).toString('base64url')}`;

const newTenant = ({ name, slug, language }: TenantDraft, owner_id: string, now: number): Draft<TenantDocument> => ({
  id: newId(),
  name: name.normalize('NFC').trim(),
  slug,
  widget_key: newWidgetKey(),
  language: language ?? 'en',
  created_at: new Date(now).toISOString(),
  owner_id,
  config: firstConfig,
});

/** Founds companies, each with its owner. */
@Injectable()
export class SignUp {
  constructor(
    private readonly tenants: Tenants,
    private readonly users: Users,
    private readonly passwords: Passwords,
    private readonly creations: Creations,
    private readonly clock: Clock,
  ) {}

  /** Rejects with `tenant.slug_taken`, `idempotency.key_reused`. */
  signUp(draft: TenantDraft, { idempotency_key, deadline }: Call): Promise<SignedUp> {
    return this.creations.once({
      operation: CreateTenant.subject,
      tenant: '',
      who: '',
      key: idempotency_key,
      body: [draft.name, draft.slug, draft.owner_email, draft.owner_name, draft.language],
      secret: {
        text: draft.owner_password,
        sameAs: async ({ id, owner_id }) => {
          const owner = await this.users.get(id, owner_id);
          return this.passwords.verify(draft.owner_password, owner?.password, deadline);
        },
      },
      store: this.tenants,
      taken: 'tenant.slug_taken',
      create: (mark) => this.found(draft, deadline, mark),
    });
  }

  private async found(
    draft: TenantDraft,
    deadline: number,
    mark: (result: SignedUp) => CreationMark<SignedUp>,
  ): Promise<SignedUp> {
    if (await this.tenants.bySlug(draft.slug)) throw new UniqueConflict('tenants', 'by_slug');
    const { owner_email: email, owner_name: name, owner_password } = draft;
    const password = await this.passwords.hash(owner_password, deadline);
    const now = this.clock.now();
    const owner = newUser({ role: 'owner', email, name, password }, now);
    const tenant = newTenant(draft, owner.id, now);
    const result = { tenant: toTenant(tenant), owner: toUser(owner) };
    await this.tenants.found({ ...tenant, ...mark(result) }, owner);
    return result;
  }
}
