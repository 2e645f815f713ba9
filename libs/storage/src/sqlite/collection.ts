import type { DatabaseSync } from 'node:sqlite';
import { changed, indexedValue, migrated, type Body } from '../document.js';
import {
  UniqueConflict,
  type Change,
  type Collection,
  type CollectionSpec,
  type Draft,
  type EventDraft,
  type Query,
  type Stored,
} from '../port.js';
import { isConflict, readThroughBusy } from './busy.js';
import type { SqliteEvents } from './events.js';
import type { Checkpoints } from './checkpoints.js';
import type { GroupCommit } from './group-commit.js';
import { Statements } from './statements.js';

type Row = readonly [version: number, schema: number, body: string];

interface At {
  readonly tenant: string;
  readonly id: string;
  readonly version: number;
  readonly schema: number;
}

export interface SqliteParts {
  readonly db: DatabaseSync;
  readonly groups: GroupCommit;
  readonly events: SqliteEvents;
  readonly checkpoints: Checkpoints;
  readonly busy_limit_ms: number;
}

export class SqliteCollection<D extends Stored> implements Collection<D> {
  private readonly statements: Statements<D>;

  constructor(
    readonly spec: CollectionSpec<D>,
    private readonly parts: SqliteParts,
  ) {
    this.statements = new Statements(parts.db, spec);
  }

  get(tenant: string, id: string): Promise<D | undefined> {
    return readThroughBusy(this.parts.busy_limit_ms, () => this.readOne(tenant, id));
  }

  find(tenant: string, query: Query<D>): Promise<D[]> {
    return this.read(tenant, query);
  }

  findAcrossTenants(query: Query<D>): Promise<D[]> {
    return this.read(undefined, query);
  }

  insert(tenant: string, draft: Draft<D>, events?: readonly EventDraft[]): Promise<D> {
    return this.parts.groups.run(1, () => this.applyInsert(tenant, draft, events));
  }

  insertIfAbsent(
    tenant: string,
    draft: Draft<D>,
    events?: readonly EventDraft[],
  ): Promise<{ inserted: boolean; document: D }> {
    return this.parts.groups.run(1, () => {
      const staged = this.parts.events.stagedCount;
      try {
        return { inserted: true, document: this.applyInsert(tenant, draft, events) };
      } catch (error) {
        this.parts.events.unstage(staged);
        const holder = error instanceof UniqueConflict && this.holder(tenant, draft as Body, error.index);
        if (!holder || holder.tenant !== tenant) throw error;
        return { inserted: false, document: holder };
      }
    });
  }

  update(
    tenant: string,
    id: string,
    version: number,
    change: Change<D>,
    events?: readonly EventDraft[],
  ): Promise<D | undefined> {
    return this.parts.groups.run(1, () => this.applyUpdate(tenant, id, version, change, events));
  }

  delete(tenant: string, id: string): Promise<boolean> {
    return this.parts.groups.run(1, () => this.statements.delete.run(tenant, id).changes === 1);
  }

  /** Within a group's transaction. */
  applyInsert(tenant: string, draft: Draft<D>, events: readonly EventDraft[] | undefined): D {
    const body: Body = { ...draft, tenant };
    const { insert, fields } = this.statements;
    const values = fields.map((field) => indexedValue(this.spec.name, body, field));
    this.parts.events.stage(tenant, events);
    try {
      const json = JSON.stringify(body);
      insert.run(body['id'] as string, tenant, 1, this.spec.schema, json, ...values);
      this.parts.checkpoints.wrote(json.length);
    } catch (error) {
      throw isConflict(error) ? this.conflict(tenant, body, ['id'], error) : error;
    }
    body['version'] = 1;
    return body as unknown as D;
  }

  /** Within a group's transaction. */
  applyUpdate(
    tenant: string,
    id: string,
    version: number,
    change: Change<D>,
    events: readonly EventDraft[] | undefined,
    known?: D,
  ): D | undefined {
    const staged = this.parts.events.stagedCount;
    this.parts.events.stage(tenant, events);
    const at = { tenant, id, version, schema: this.spec.schema };
    const updated = (known && this.replace(at, known as unknown as Body, change)) ?? this.readAndReplace(at, change);
    if (!updated) this.parts.events.unstage(staged);
    return updated;
  }

  private readAndReplace(at: At, change: Change<D>): D | undefined {
    const row = this.statements.get.get(at.tenant, at.id) as unknown as Row | undefined;
    if (row?.[0] !== at.version) return undefined;
    const [, schema, text] = row;
    return this.replace({ ...at, schema }, migrated(this.spec, schema, JSON.parse(text) as Body), change);
  }

  /** Nothing when the document is not at that version and of that schema. */
  private replace({ tenant, id, version, schema }: At, read: Body, change: Change<D>): D | undefined {
    const body = changed<D>(read, change);
    body['version'] = undefined; // It has a column, which alone is read.
    const { fields } = this.statements;
    const touched = schema === this.spec.schema ? fields.filter((field) => field in change) : fields;
    const values = touched.map((field) => indexedValue(this.spec.name, body, field));
    const json = JSON.stringify(body);
    try {
      const statement = this.statements.update(touched);
      const { changes } = statement.run(version + 1, this.spec.schema, json, ...values, tenant, id, version, schema);
      if (changes === 0) return undefined;
      this.parts.checkpoints.wrote(json.length);
    } catch (error) {
      throw isConflict(error) ? this.conflict(tenant, body, [], error) : error;
    }
    body['version'] = version + 1;
    return body as unknown as D;
  }

  private read(tenant: string | undefined, query: Query<D>): Promise<D[]> {
    return readThroughBusy(this.parts.busy_limit_ms, () =>
      (this.statements.find(tenant, query) as Row[]).map((row) => this.document(row)),
    );
  }

  private readOne(tenant: string, id: string): D | undefined {
    const row = this.statements.get.get(tenant, id) as unknown as Row | undefined;
    return row && this.document(row);
  }

  private conflict(tenant: string, body: Body, keys: readonly string[], cause: unknown): unknown {
    const indexes = [...keys, ...this.spec.indexes.filter((index) => index.unique).map((index) => index.name)];
    const broken = indexes.find((index) => this.holder(tenant, body, index));
    return broken === undefined ? cause : new UniqueConflict(this.spec.name, broken);
  }

  /** Another document that has this one's values of a unique index ("id": its id). */
  private holder(tenant: string, body: Body, index: string): D | undefined {
    if (index === 'id') return this.readOne(tenant, body['id'] as string);
    const { fields, acrossTenants } = this.spec.indexes.find((candidate) => candidate.name === index)!;
    if (fields.some((field) => body[field] === undefined || body[field] === null)) return undefined;
    const where = Object.fromEntries(fields.map((field) => [field, body[field]])) as Query<D>['where'];
    const [row] = this.statements.find(acrossTenants ? undefined : tenant, { index, where, limit: 1 }) as Row[];
    const document = row && this.document(row);
    return document && document.id === body['id'] && document.tenant === tenant ? undefined : document;
  }

  private document([version, schema, text]: Row): D {
    const body = JSON.parse(text) as Body;
    const document = schema === this.spec.schema ? body : migrated(this.spec, schema, body);
    document['version'] = version;
    return document as unknown as D;
  }
}
