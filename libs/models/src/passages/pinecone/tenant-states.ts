import type { Catalogue, CatalogueEntry } from './catalogue.js';
import { TenantState } from './tenant-state.js';
import { turns } from '../turns.js';

/** What is kept in memory of all tenants together, in bytes, roughly. */
const mostKept = 64 * 1024 * 1024;
/** Documents read in one go. */
const page = 20;

interface Kept {
  readonly state: TenantState;
  /** One after the other. */
  last: Promise<unknown>;
}

/** The state of each tenant as it is when it is asked for: one small read where nothing has changed. */
export class TenantStates {
  /** Least lately used first. */
  private readonly kept = new Map<string, Kept>();

  constructor(private readonly catalogue: Catalogue) {}

  async of(tenant: string): Promise<TenantState> {
    const revision = await this.catalogue.revision(tenant);
    const kept = this.kept.get(tenant) ?? { state: new TenantState(), last: Promise.resolve() };
    this.kept.delete(tenant);
    this.kept.set(tenant, kept);
    const { state } = kept;
    if (state.revision < revision) {
      const caughtUp = kept.last.then(() => this.catchUp(tenant, state, revision));
      kept.last = caughtUp.catch(() => undefined);
      await caughtUp;
      this.forgetSome(tenant);
    }
    return state;
  }

  /** Every change up to `revision`; of later ones some may be among them, and come again. */
  private async catchUp(tenant: string, state: TenantState, revision: number): Promise<void> {
    for (let after = state.revision; state.revision < revision;) {
      const changed = await this.catalogue.changedAfter(tenant, after, page);
      await this.apply(changed, state);
      if (changed.length < page) state.revision = revision;
      else after = await this.pastTies(tenant, state, changed.at(-1)!.changed, changed[0]!.changed);
    }
  }

  /** Entries of one number may lie on two pages: those that a crash left with the number of another. */
  private async pastTies(tenant: string, state: TenantState, last: number, first: number): Promise<number> {
    if (first < last) return last - 1;
    const ties = await this.catalogue.changedAfter(tenant, last - 1, 50 * page);
    await this.apply(ties, state);
    return last;
  }

  private async apply(changed: readonly CatalogueEntry[], state: TenantState): Promise<void> {
    const turn = turns();
    for (const entry of changed) {
      state.apply(entry);
      await turn();
    }
  }

  private forgetSome(tenant: string): void {
    let size = 0;
    for (const { state } of this.kept.values()) size += state.size;
    for (const [other, { state }] of this.kept) {
      if (size <= mostKept) return;
      if (other === tenant) continue;
      size -= state.size;
      this.kept.delete(other);
    }
  }
}
