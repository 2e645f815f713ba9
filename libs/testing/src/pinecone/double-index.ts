type Value = string | number | boolean | string[];

interface Vector {
  readonly id: string;
  readonly values?: readonly number[];
  readonly sparseValues?: Sparse;
  readonly metadata?: Readonly<Record<string, Value>>;
}

interface Sparse {
  readonly indices: readonly number[];
  readonly values: readonly number[];
}

type Condition = Readonly<{ $eq?: Value; $in?: readonly Value[] }>;

/** Of any request. */
export interface Body {
  readonly namespace?: string;
  readonly vectors?: readonly Vector[];
  readonly ids?: readonly string[];
  readonly deleteAll?: boolean;
  readonly filter?: Readonly<Record<string, Condition>>;
  readonly topK?: number;
  readonly vector?: readonly number[];
  readonly sparseVector?: Sparse;
  readonly includeMetadata?: boolean;
  readonly includeValues?: boolean;
}

export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    message: string,
    readonly status = 400,
  ) {
    super(message);
  }
}

/** A write as it waits to be seen. */
interface Logged {
  readonly lsn: number;
  readonly seen_at: number;
  readonly apply: (vectors: Map<string, Vector>) => void;
}

interface Namespace {
  readonly seen: Map<string, Vector>;
  /** With all writes. */
  readonly written: Map<string, Vector>;
  readonly waiting: Logged[];
  lsn: number;
  seenLsn: number;
}

/** The limits of the API, as its reference names them. */
const limits = { records: 1000, bytes: 2 * 1024 * 1024, metadata: 40 * 1024, values: 1000, ids: 1000, topK: 10_000 };

/** One serverless index: exact, in memory, its writes seen late. */
export class DoubleIndex {
  private readonly namespaces = new Map<string, Namespace>();
  private dimensions: number | undefined;

  constructor(
    private readonly kind: 'sparse' | 'dense',
    public lag_ms: number,
  ) {}

  upsert(namespace: string, { vectors = [] }: Body, bytes: number): { lsn: number; upserted: number } {
    if (vectors.length === 0 || vectors.length > limits.records) throw new Refused('1 to 1000 vectors');
    if (bytes > limits.bytes) throw new Refused('Request size exceeds the maximum of 2 MB');
    for (const vector of vectors) this.check(vector);
    const lsn = this.write(namespace, (all) => {
      for (const vector of vectors) all.set(vector.id, vector);
    });
    return { lsn, upserted: vectors.length };
  }

  delete(namespace: string, { ids, filter, deleteAll }: Body): number {
    if (ids && (ids.length === 0 || ids.length > limits.ids)) throw new Refused('1 to 1000 ids');
    if ([ids, filter, deleteAll].filter(Boolean).length !== 1) throw new Refused('ids, filter or deleteAll');
    if (!this.namespaces.has(namespace)) throw new Refused('Namespace not found', 404);
    return this.write(namespace, (all) => {
      if (deleteAll) all.clear();
      for (const id of ids ?? []) all.delete(id);
      if (filter) for (const [id, vector] of all) if (fits(vector, filter)) all.delete(id);
    });
  }

  query(namespace: string, body: Body): { lsn: number; matches: object[] } {
    const { topK = 0, vector, sparseVector, filter = {}, includeMetadata, includeValues } = body;
    if (!(topK >= 1 && topK <= limits.topK)) throw new Refused('topK: 1 to 10000');
    const asked = this.kind === 'dense' ? vector : sparseVector?.values;
    if (!asked?.length) throw new Refused(`the index is ${this.kind}`);
    if (vector && this.dimensions !== undefined && vector.length !== this.dimensions)
      throw new Refused(
        `Vector dimension ${vector.length} does not match the dimension of the index ${this.dimensions}`,
      );
    const { seen, seenLsn } = this.of(namespace);
    const weights = new Map(sparseVector?.indices.map((at, place) => [at, sparseVector.values[place]!]));
    const scored = [...seen.values()]
      .filter((each) => fits(each, filter))
      .map((each) => ({ each, score: vector ? cosine(vector, each.values!) : overlap(weights, each.sparseValues!) }))
      .filter(({ score }) => this.kind === 'dense' || score > 0)
      .sort((one, other) => other.score - one.score)
      .slice(0, topK);
    const matches = scored.map(({ each: { id, metadata, values, sparseValues }, score }) => ({
      ...{ id, score, values: includeValues ? values : [] },
      ...(includeMetadata ? { metadata } : {}),
      ...(includeValues && sparseValues ? { sparseValues } : {}),
    }));
    return { lsn: seenLsn, matches };
  }

  fetch(namespace: string, ids: readonly string[]): Record<string, Vector> {
    if (ids.length === 0 || ids.length > limits.ids) throw new Refused('1 to 1000 ids');
    const { seen } = this.of(namespace);
    return Object.fromEntries(ids.flatMap((id) => (seen.has(id) ? [[id, seen.get(id)!]] : [])));
  }

  /** The token of a page is the last id before it. */
  list(namespace: string, prefix: string, limit: number, token: string | null) {
    const all = [...this.of(namespace).seen.keys()].filter((id) => id.startsWith(prefix) && id > (token ?? ''));
    const page = all.toSorted().slice(0, limit);
    return {
      vectors: page.map((id) => ({ id })),
      ...(page.length < all.length ? { pagination: { next: page.at(-1) } } : {}),
    };
  }

  stats() {
    const counts = [...this.namespaces.keys()].map((name) => [name, { vectorCount: this.of(name).seen.size }] as const);
    const totalVectorCount = counts.reduce((sum, [, { vectorCount }]) => sum + vectorCount, 0);
    return {
      namespaces: Object.fromEntries(counts),
      dimension: this.dimensions ?? 0,
      indexFullness: 0,
      totalVectorCount,
    };
  }

  ids(): string[] {
    return [...this.namespaces.values()].flatMap(({ written }) => [...written.keys()]).toSorted();
  }

  private write(namespace: string, apply: Logged['apply']): number {
    const of = this.of(namespace);
    this.namespaces.set(namespace, of);
    apply(of.written);
    of.waiting.push({ lsn: ++of.lsn, seen_at: Date.now() + this.lag_ms, apply });
    return of.lsn;
  }

  /** With what is to be seen by now; an empty one that is not kept where nothing was written. */
  private of(name: string): Namespace {
    const known = this.namespaces.get(name) ?? { seen: new Map(), written: new Map(), waiting: [], lsn: 0, seenLsn: 0 };
    while (known.waiting[0] && known.waiting[0].seen_at <= Date.now()) {
      const { apply, lsn } = known.waiting.shift()!;
      apply(known.seen);
      known.seenLsn = lsn;
    }
    return known;
  }

  private check({ id, values, sparseValues, metadata = {} }: Vector): void {
    if (!id || id.length > 512) throw new Refused('an id has 1 to 512 characters');
    if (Buffer.byteLength(JSON.stringify(metadata)) > limits.metadata)
      throw new Refused('Metadata size exceeds the limit of 40960 bytes per vector');
    if (Object.values(metadata).some((value) => value === null || (typeof value === 'object' && !Array.isArray(value))))
      throw new Refused('a value of metadata is a string, a number, a boolean or a list of strings');
    if (this.kind === 'sparse') return checkSparse(sparseValues);
    if (!values?.some((value) => value !== 0)) throw new Refused('a dense vector has a value that is not 0');
    this.dimensions ??= values.length;
    if (values.length !== this.dimensions)
      throw new Refused(
        `Vector dimension ${values.length} does not match the dimension of the index ${this.dimensions}`,
      );
  }
}

function checkSparse(sparse: Sparse | undefined): void {
  if (!sparse || sparse.indices.length === 0) throw new Refused('Sparse vector must contain at least one value');
  const { indices, values } = sparse;
  if (indices.length > limits.values) throw new Refused('Sparse vector size exceeds 1000');
  if (indices.length !== values.length || new Set(indices).size !== indices.length)
    throw new Refused('indices are distinct, each with a value');
  if (indices.some((at) => !Number.isInteger(at) || at < 0 || at >= 2 ** 32)) throw new Refused('an index is a uint32');
}

const fits = ({ metadata = {} }: Vector, filter: Readonly<Record<string, Condition>>): boolean =>
  Object.entries(filter).every(([field, { $eq, $in }]) => {
    const value = metadata[field];
    return value !== undefined && ($eq === undefined || value === $eq) && ($in === undefined || $in.includes(value));
  });

function overlap(asked: ReadonlyMap<number, number>, { indices, values }: Sparse): number {
  let sum = 0;
  indices.forEach((at, place) => (sum += (asked.get(at) ?? 0) * values[place]!));
  return sum;
}

function cosine(one: readonly number[], other: readonly number[]): number {
  let sum = 0;
  for (let at = 0; at < one.length; at++) sum += one[at]! * other[at]!;
  return sum / (Math.hypot(...one) * Math.hypot(...other));
}
