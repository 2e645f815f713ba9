/** What every stored document has. `version` grows by one with each update and is the condition of the next. */
export interface Stored {
  readonly id: string;
  readonly tenant: string;
  readonly version: number;
}

/** A document as it is handed in: the store sets the tenant and the version. */
export type Draft<D extends Stored> = Omit<D, 'tenant' | 'version'>;
/** Fields to change; `undefined` removes a field. */
export type Change<D extends Stored> = { readonly [K in keyof Omit<D, keyof Stored>]?: D[K] | undefined };

export interface IndexSpec<D extends Stored> {
  readonly name: string;
  /** Equality fields first, the field to sort by last; strings or numbers, or absent. The tenant always comes before them,
   * except where `acrossTenants`. A definition never changes under its name. */
  readonly fields: readonly (keyof D & string)[];
  /** At most one document a tenant has these values; documents that lack one of the fields are not in the index. */
  readonly unique?: true;
  /** For the few look-ups that happen before the tenant is known (sweeps, log-in keys). */
  readonly acrossTenants?: true;
}

export interface CollectionSpec<D extends Stored> {
  readonly name: string;
  /** Schema of the documents; a document of an older one goes through `migrations[its schema]`, … when it is read. */
  readonly schema: number;
  readonly indexes: readonly IndexSpec<D>[];
  readonly migrations?: {
    readonly [fromSchema: number]: (document: Record<string, unknown>) => Record<string, unknown>;
  };
}

/** A fact that is written in the same step as the document it speaks of. */
export interface EventDraft {
  readonly id: string;
  /** Subject of its contract. */
  readonly subject: string;
  /** What it is about; events of one aggregate keep their order (64 partitions by its hash). */
  readonly aggregate: string;
  /** ISO 8601. */
  readonly at: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface StoredEvent extends EventDraft {
  readonly tenant: string;
  readonly partition: number;
  /** Gap-free from 1 within its partition. */
  readonly position: number;
}

/** Writes of one `bulk` are applied in their order and all or none are seen by the others of the same adapter where it can;
 * it stops at the first that is refused, so put the one that decides first. Each is by itself atomic on every adapter. */
export type Write<D extends Stored = Stored> =
  | {
      readonly kind: 'insert';
      readonly collection: Collection<D>;
      readonly draft: Draft<D>;
      readonly events?: readonly EventDraft[];
    }
  | {
      readonly kind: 'update';
      readonly collection: Collection<D>;
      readonly id: string;
      readonly version: number;
      readonly change: Change<D>;
      readonly events?: readonly EventDraft[];
      /** The document as it is at that version, where it is at hand: an adapter need not read it again. */
      readonly known?: D;
    };

/** Writes of one bulk may go to different collections; `satisfies Write<Entry>` checks one of them. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the only type that every Write<D> is assignable to
export type AnyWrite = Write<any>;

export interface Query<D extends Stored> {
  readonly index: string;
  /** Values for the leading fields of the index. */
  readonly where: Partial<Record<keyof D & string, string | number>>;
  /** Bounds on the next field of the index, exclusive. */
  readonly after?: string | number;
  readonly before?: string | number;
  readonly order?: 'ascending' | 'descending';
  readonly limit: number;
}

export interface Collection<D extends Stored> {
  readonly spec: CollectionSpec<D>;
  get(tenant: string, id: string): Promise<D | undefined>;
  find(tenant: string, query: Query<D>): Promise<D[]>;
  /** The named exception to "tenant first": only by indexes declared `acrossTenants`. */
  findAcrossTenants(query: Query<D>): Promise<D[]>;
  /** Durable when it resolves. Throws `UniqueConflict`. */
  insert(tenant: string, draft: Draft<D>, events?: readonly EventDraft[]): Promise<D>;
  /** Inserts, or gives back the one whose unique index it would break. */
  insertIfAbsent(
    tenant: string,
    draft: Draft<D>,
    events?: readonly EventDraft[],
  ): Promise<{ inserted: boolean; document: D }>;
  /** Durable when it resolves; `undefined` when the document is not at that version (or gone). */
  update(
    tenant: string,
    id: string,
    version: number,
    change: Change<D>,
    events?: readonly EventDraft[],
  ): Promise<D | undefined>;
  delete(tenant: string, id: string): Promise<boolean>;
}

export interface EventLog {
  /** Positions after `after`, ascending. */
  read(partition: number, after: number, limit: number): Promise<StoredEvent[]>;
  /** The last position of every partition (0 when empty): index = partition. */
  heads(): Promise<number[]>;
  /** Called with what was committed, in order a partition; lossy by nature (a crash loses it), a hint to read. */
  onCommitted(listener: (events: readonly StoredEvent[]) => void): void;
}

export interface Store {
  collection<D extends Stored>(spec: CollectionSpec<D>): Collection<D>;
  readonly events: EventLog;
  /** Throws `UniqueConflict` or `VersionConflict` of the first write that is refused. */
  bulk(tenant: string, writes: readonly AnyWrite[]): Promise<void>;
  /** Throws when the store cannot be written to now. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export const partitions = 64;

/** A unique index already holds these values. */
export class UniqueConflict extends Error {
  override readonly name = 'UniqueConflict';
  constructor(
    readonly collection: string,
    readonly index: string,
  ) {
    super(`${collection}: another document has these values of ${index}`);
  }
}

/** A conditional update of a bulk met another version. */
export class VersionConflict extends Error {
  override readonly name = 'VersionConflict';
  constructor(
    readonly collection: string,
    readonly id: string,
  ) {
    super(`${collection}: ${id} is not at the expected version`);
  }
}
