import { Inject, Injectable } from '@nestjs/common';
import type { Language, SignedUp, Tenant, TenantConfig } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import {
  UniqueConflict,
  type Collection,
  type CollectionSpec,
  type Draft,
  type Store,
  type Stored,
} from '@parley/storage';
import type { CreationMark, CreationStore } from '../creation/creation.js';
import { Users, type UserDocument } from '../user/user.store.js';

/** A company. Its `tenant` is its own id. */
export interface TenantDocument extends Stored, CreationMark<SignedUp> {
  readonly name: string;
  readonly slug: string;
  readonly widget_key: string;
  readonly language: Language;
  readonly created_at: string;
  readonly owner_id: string;
  readonly config: TenantConfig;
}

const tenants: CollectionSpec<TenantDocument> = {
  name: 'tenants',
  schema: 1,
  indexes: [
    { name: 'by_slug', fields: ['slug'], unique: true, acrossTenants: true },
    { name: 'by_widget_key', fields: ['widget_key'], unique: true, acrossTenants: true },
    { name: 'by_creation', fields: ['creation_key'], unique: true, acrossTenants: true },
  ],
};

export const toTenant = ({ id, name, slug, widget_key, language, created_at }: Draft<TenantDocument>): Tenant => ({
  id,
  name,
  slug,
  widget_key,
  language,
  created_at,
});

@Injectable()
export class Tenants implements CreationStore<TenantDocument> {
  private readonly tenants: Collection<TenantDocument>;

  constructor(
    @Inject(STORE) private readonly store: Store,
    private readonly users: Users,
  ) {
    this.tenants = store.collection(tenants);
  }

  get(id: string): Promise<TenantDocument | undefined> {
    return this.tenants.get(id, id);
  }

  bySlug(slug: string): Promise<TenantDocument | undefined> {
    return this.one('by_slug', { slug });
  }

  byWidgetKey(widget_key: string): Promise<TenantDocument | undefined> {
    return this.one('by_widget_key', { widget_key });
  }

  /**
   * The company with its owner. The owner is written first, so that wherever a crash falls there is no company without
   * one: an owner without a company is found by nobody. Throws `UniqueConflict`.
   */
  async found(tenant: Draft<TenantDocument>, owner: Draft<UserDocument>): Promise<void> {
    try {
      await this.store.bulk(tenant.id, [
        this.users.inserting(owner),
        { kind: 'insert', collection: this.tenants, draft: tenant },
      ]);
    } catch (thrown) {
      if (thrown instanceof UniqueConflict) await this.users.delete(tenant.id, owner.id);
      throw thrown;
    }
  }

  /** `undefined` when the company changed meanwhile. */
  configure({ id, version }: TenantDocument, config: TenantConfig): Promise<TenantDocument | undefined> {
    return this.tenants.update(id, id, version, { config });
  }

  byCreation(_none: string, creation_key: string): Promise<TenantDocument | undefined> {
    return this.one('by_creation', { creation_key });
  }

  forgetCreation({ id, version }: TenantDocument): Promise<unknown> {
    return this.tenants.update(id, id, version, { creation_key: undefined, creation: undefined });
  }

  private async one(index: string, where: Partial<Record<keyof TenantDocument, string>>) {
    const [tenant] = await this.tenants.findAcrossTenants({ index, where, limit: 1 });
    return tenant;
  }
}
