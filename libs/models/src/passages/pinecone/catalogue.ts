import type { Language } from '@parley/contracts';
import type { Change, Collection, CollectionSpec, Store, Stored } from '@parley/storage';
import type { Field } from '../../words/terms.js';
import type { DocumentFacts } from '../port.js';
import { termsToText, type Contribution } from './contribution.js';

/** Records that the index may hold of one version. */
export interface StoredVersion {
  readonly revision: number;
  readonly passages: number;
}

/** A document as all processes see it at once, whatever the index shows. Its id is the document's. */
export interface CatalogueEntry extends Stored {
  readonly revision: number;
  readonly live: boolean;
  readonly title: string;
  readonly url?: string;
  readonly language: Language;
  /** Of the live version. */
  readonly passages: number;
  readonly lengths: Readonly<Record<Field, number>>;
  /** `Contribution.terms` as text. */
  readonly terms: string;
  /** The tenant's revision that came with its last change. */
  readonly changed: number;
  /** What the index is to be freed of once it is not live. */
  readonly stored: readonly StoredVersion[];
  /** Which model made vectors, of the passages before this number. */
  readonly vectors?: { readonly model: string; readonly count: number };
  /** `<tenant> <id>`, while it is live. */
  readonly live_key?: string;
}

const entries: CollectionSpec<CatalogueEntry> = {
  name: 'documents',
  schema: 1,
  indexes: [
    { name: 'by_change', fields: ['changed'] },
    { name: 'live', fields: ['live_key'], acrossTenants: true },
  ],
};

interface TenantRecord extends Stored {
  readonly revision: number;
}

const tenants: CollectionSpec<TenantRecord> = { name: 'tenants', schema: 1, indexes: [] };

/**
 * What must be known exactly and at once of an index that follows after seconds: which version of each document is live,
 * and the figures that BM25 reckons with. A change is written to the document first, with the tenant's next revision,
 * which is then announced; who meets another there writes again under the next number. So a reader that has all changes
 * up to an announced revision has missed none, and a repeat after a crash announces what was not.
 */
export class Catalogue {
  private readonly entries: Collection<CatalogueEntry>;
  private readonly tenants: Collection<TenantRecord>;

  constructor(private readonly store: Store) {
    this.entries = store.collection(entries);
    this.tenants = store.collection(tenants);
  }

  entry(tenant: string, document_id: string): Promise<CatalogueEntry | undefined> {
    return this.entries.get(tenant, document_id);
  }

  async revision(tenant: string): Promise<number> {
    return (await this.tenants.get(tenant, tenant))?.revision ?? 0;
  }

  /** Entries changed after `revision`, in that order. */
  changedAfter(tenant: string, revision: number, limit: number): Promise<CatalogueEntry[]> {
    return this.entries.find(tenant, { index: 'by_change', where: {}, after: revision, limit });
  }

  liveAfter(key: string | undefined, limit: number): Promise<CatalogueEntry[]> {
    const after = key === undefined ? {} : { after: key };
    return this.entries.findAcrossTenants({ index: 'live', where: {}, limit, ...after });
  }

  /** Notes what is about to be stored. False: a later version is or was live, or it was deleted. */
  async reserve(tenant: string, document_id: string, version: StoredVersion): Promise<boolean> {
    for (;;) {
      const entry = await this.entries.get(tenant, document_id);
      if (!entry) {
        await this.entries.insertIfAbsent(tenant, { ...nothing, id: document_id });
        continue;
      }
      if (!mayGoLive(entry, version.revision)) return false;
      const before = entry.stored.find(({ revision }) => revision === version.revision);
      if (before && before.passages >= version.passages) return true;
      const others = entry.stored.filter(({ revision }) => revision !== version.revision);
      if (await this.update(entry, { stored: [...others, version] })) return true;
    }
  }

  /** False: as `reserve`. */
  goLive(
    tenant: string,
    { document_id, revision, title, url, language }: DocumentFacts,
    { passages, lengths, terms }: Contribution,
    vectors: CatalogueEntry['vectors'],
  ): Promise<boolean> {
    const live_key = `${tenant} ${document_id}`;
    const facts = { revision, title, url, language, passages, lengths, terms: termsToText(terms), vectors };
    return this.announce(tenant, document_id, (entry) =>
      mayGoLive(entry, revision) ? { ...facts, live: true, live_key } : undefined,
    );
  }

  /** What was live of it before; `undefined` when a later version is there. Versions up to `revision` stay away. */
  async takeAway(tenant: string, document_id: string, revision: number): Promise<{ live: boolean } | undefined> {
    const gone = { ...nothing, revision, url: undefined, vectors: undefined, live_key: undefined };
    const { stored: _kept, changed: _announced, ...change } = gone;
    const { inserted } = await this.entries.insertIfAbsent(tenant, { ...nothing, id: document_id, revision });
    if (inserted) return { live: false };
    let live = false;
    const taken = await this.announce(tenant, document_id, (entry) => {
      live ||= entry.live && entry.revision <= revision;
      return entry.revision <= revision ? change : undefined;
    });
    return taken ? { live } : undefined;
  }

  /** Says that the index has vectors of the model of the passages before `count` of a version that is live. */
  async setVectors(entry: CatalogueEntry, model: string, count: number): Promise<void> {
    await this.update(entry, { vectors: { model, count } });
  }

  /** The index was freed of these. */
  async freed(tenant: string, document_id: string, freed: readonly StoredVersion[]): Promise<void> {
    for (;;) {
      const entry = await this.entries.get(tenant, document_id);
      if (!entry) return;
      const stored = entry.stored.flatMap((each) => {
        const gone = freed.find(({ revision, passages }) => revision === each.revision && passages === each.passages);
        if (!gone) return [each];
        return entry.live && entry.revision === each.revision ? [{ ...each, passages: entry.passages }] : [];
      });
      if (await this.update(entry, { stored })) return;
    }
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private async announce(
    tenant: string,
    document_id: string,
    changeOf: (entry: CatalogueEntry) => Change<CatalogueEntry> | undefined,
  ): Promise<boolean> {
    for (;;) {
      const entry = await this.entries.get(tenant, document_id);
      const change = entry && changeOf(entry);
      if (!change) return false;
      const { document: known } = await this.tenants.insertIfAbsent(tenant, { id: tenant, revision: 0 });
      const changed = known.revision + 1;
      if (!(await this.update(entry, { ...change, changed }))) continue;
      if (await this.tenants.update(tenant, tenant, known.version, { revision: changed })) return true;
    }
  }

  private update(entry: CatalogueEntry, change: Change<CatalogueEntry>): Promise<CatalogueEntry | undefined> {
    return this.entries.update(entry.tenant, entry.id, entry.version, change);
  }
}

const nothing = {
  revision: 0,
  live: false,
  title: '',
  language: 'en' as Language,
  passages: 0,
  lengths: { stem: 0, gram: 0, concept: 0 },
  terms: '',
  changed: 0,
  stored: [],
};

const mayGoLive = (entry: CatalogueEntry, revision: number): boolean =>
  entry.revision < revision || (entry.revision === revision && entry.live);

/** What of a document the index is to be freed of: versions before the live or deleted one, and passages that it has no more. */
export function garbageOf({ revision, live, passages, stored }: CatalogueEntry): StoredVersion[] {
  return stored.filter((each) =>
    live && each.revision === revision ? each.passages > passages : each.revision <= revision,
  );
}
