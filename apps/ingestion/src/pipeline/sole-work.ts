import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';

interface LeaseRecord extends Stored {
  readonly holder: string;
  /** In ms since 1970. */
  readonly until: number;
}

const leases: CollectionSpec<LeaseRecord> = { name: 'leases', schema: 1, indexes: [] };

/** The work is the whole fleet's, not a company's. */
const fleet = 'fleet';
/** How long work belongs to who took it, without his taking it again, in milliseconds. */
const leaseMs = 30_000;

/** Work that one of several processes does. */
@Injectable()
export class SoleWork {
  private readonly holder = newId();
  private readonly leases: Collection<LeaseRecord>;

  constructor(
    @Inject(STORE) store: Store,
    private readonly clock: Clock,
  ) {
    this.leases = store.collection(leases);
  }

  /** Takes or keeps it. False: another has it. */
  async take(work: string): Promise<boolean> {
    const now = this.clock.now();
    const mine = { holder: this.holder, until: now + leaseMs };
    const { inserted, document } = await this.leases.insertIfAbsent(fleet, { id: work, ...mine });
    if (inserted) return true;
    if (document.holder !== this.holder && document.until > now) return false;
    return (await this.leases.update(fleet, work, document.version, mine)) !== undefined;
  }

  /** For whoever wants it next. */
  async leave(work: string): Promise<void> {
    const lease = await this.leases.get(fleet, work);
    if (lease?.holder === this.holder) await this.leases.update(fleet, work, lease.version, { until: 0 });
  }
}
