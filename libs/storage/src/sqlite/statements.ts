import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { indexedFields } from '../document.js';
import type { CollectionSpec, Query, Stored } from '../port.js';
import { planOf } from '../query.js';
import { column, indexName, optional } from './schema.js';

/** Every statement of a collection, prepared once. Rows of reads come as [version, schema, body]. */
export class Statements<D extends Stored> {
  readonly get: StatementSync;
  readonly insert: StatementSync;
  readonly delete: StatementSync;
  /** Fields that have a column, in the order of `insert`. */
  readonly fields: readonly string[];
  private readonly updates = new Map<string, StatementSync>();
  private readonly finds = new Map<string, { readonly statement: StatementSync; readonly equal: readonly string[] }>();

  constructor(
    private readonly db: DatabaseSync,
    private readonly spec: CollectionSpec<D>,
  ) {
    this.fields = indexedFields(spec);
    const columns = ['id', 'tenant', 'version', 'schema', 'body', ...this.fields.map(column)];
    const values = columns.map(() => '?').join(', ');
    this.get = this.prepareRead(`SELECT version, schema, body FROM ${spec.name} WHERE tenant = ? AND id = ?`);
    this.insert = db.prepare(`INSERT INTO ${spec.name} (${columns.join(', ')}) VALUES (${values})`);
    this.delete = db.prepare(`DELETE FROM ${spec.name} WHERE tenant = ? AND id = ?`);
  }

  /**
   * Touches only the columns of the fields given, so that the other indexes stay as they are. On condition of version and
   * schema, which come after tenant and id.
   */
  update(fields: readonly string[]): StatementSync {
    const key = fields.join();
    let statement = this.updates.get(key);
    if (!statement) {
      const assignments = ['version', 'schema', 'body', ...fields.map(column)].map((name) => `${name} = ?`).join(', ');
      statement = this.db.prepare(
        `UPDATE ${this.spec.name} SET ${assignments} WHERE tenant = ? AND id = ? AND version = ? AND schema = ?`,
      );
      this.updates.set(key, statement);
    }
    return statement;
  }

  /** The rows of a query; of all tenants when `tenant` is undefined. */
  find(tenant: string | undefined, query: Query<D>): unknown[] {
    const given = Object.keys(query.where).length;
    const bounds = (query.after === undefined ? 0 : 1) + (query.before === undefined ? 0 : 2);
    const key = `${query.index} ${given} ${bounds} ${query.order === 'descending'} ${tenant === undefined}`;
    let find = this.finds.get(key);
    if (!find) {
      find = this.prepareFind(query, tenant === undefined);
      this.finds.set(key, find);
    }
    const values: (string | number)[] = tenant === undefined ? [] : [tenant];
    for (const field of find.equal) values.push((query.where as Record<string, string | number>)[field]!);
    if (query.after !== undefined) values.push(query.after);
    if (query.before !== undefined) values.push(query.before);
    return find.statement.all(...values, query.limit);
  }

  private prepareFind(query: Query<D>, acrossTenants: boolean) {
    const { index, equal, bounded, sorted } = planOf(this.spec, query, acrossTenants);
    const conditions = [
      ...(acrossTenants ? [] : ['tenant = ?']),
      ...equal.map((field) => `${column(field)} = ?`),
      ...(query.after === undefined ? [] : [`${column(bounded!)} > ?`]),
      ...(query.before === undefined ? [] : [`${column(bounded!)} < ?`]),
      ...optional(index).map((field) => `${column(field)} IS NOT NULL`),
    ];
    const direction = query.order === 'descending' ? 'DESC' : 'ASC';
    const order = sorted.map((field) => `${column(field)} ${direction}`).join(', ');
    const statement = this.prepareRead(
      `SELECT version, schema, body FROM ${this.spec.name} INDEXED BY ${indexName(this.spec.name, index.name)}` +
        ` WHERE ${conditions.join(' AND ')}${order && ` ORDER BY ${order}`} LIMIT ?`,
    );
    return { statement, equal };
  }

  private prepareRead(sql: string): StatementSync {
    const statement = this.db.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }
}
