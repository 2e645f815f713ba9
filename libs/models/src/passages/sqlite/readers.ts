import type { Language } from '@parley/contracts';
import { PartitionReader, type PartitionRow } from './partition-reader.js';
import type { ReadStatements } from './read-statements.js';

/** What readers keep in memory for all tenants together, in bytes, roughly. */
const mostKept = 64 * 1024 * 1024;
/** Searches between two looks at how much is kept. */
const searchesBetween = 200;

/** The documents of one tenant at one revision. */
export class TenantReader {
  private readonly partitions = new Map<Language, PartitionReader | undefined>();

  constructor(
    private readonly statements: ReadStatements,
    readonly no: number,
    readonly revision: number,
  ) {}

  get size(): number {
    let size = 0;
    for (const partition of this.partitions.values()) size += partition?.size ?? 0;
    return size;
  }

  partition(language: Language): PartitionReader | undefined {
    if (this.partitions.has(language)) return this.partitions.get(language);
    const row = this.statements.partition.get(this.no, language) as PartitionRow | undefined;
    const partition = row && new PartitionReader(this.statements, row);
    this.partitions.set(language, partition);
    return partition;
  }
}

/** Readers by tenant. Asked within a read transaction, a reader is of exactly the state that the transaction sees. */
export class Readers {
  private readonly kept = new Map<string, TenantReader>();
  /** As transactions see them until something is committed. */
  private readonly current = new Map<string, TenantReader | undefined>();
  private searches = 0;

  constructor(private readonly statements: ReadStatements) {}

  /** Something was committed. */
  lookAgain(): void {
    this.current.clear();
  }

  /** Nothing when the tenant never had a document. */
  of(tenant: string): TenantReader | undefined {
    if (++this.searches % searchesBetween === 0) this.forgetWhenFull();
    if (!this.current.has(tenant)) this.current.set(tenant, this.look(tenant));
    return this.current.get(tenant);
  }

  private look(tenant: string): TenantReader | undefined {
    const row = this.statements.tenant.get(tenant) as { no: number; revision: number } | undefined;
    if (!row) return undefined;
    const known = this.kept.get(tenant);
    if (known?.revision === row.revision) return known;
    const reader = new TenantReader(this.statements, row.no, row.revision);
    this.kept.set(tenant, reader);
    return reader;
  }

  forget(): void {
    this.kept.clear();
    this.current.clear();
  }

  private forgetWhenFull(): void {
    let size = 0;
    for (const reader of this.kept.values()) size += reader.size;
    if (size > mostKept) this.forget();
  }
}
