import { Inject, Injectable } from '@nestjs/common';
import { type Dashboard, type TurnCompleted, type TurnCount, TurnCompletedEvent, newId } from '@parley/contracts';
import { type Happened, Reacts, STORE } from '@parley/messaging';
import { type Collection, type Store, UniqueConflict, partitions } from '@parley/storage';
import { daysBetween } from './days.js';
import { type Counts, type RollupDocument, counted, rollupCollection } from './rollup.document.js';

const mostRemembered = 5000;

/** Counts of turns by method, tenant and day, each event once. */
@Injectable()
export class Rollups {
  readonly rollups: Collection<RollupDocument>;
  /** As this process last wrote them; another replica may be ahead, then the condition of the version says so. */
  private readonly latest = new Map<string, RollupDocument>();

  constructor(@Inject(STORE) store: Store) {
    this.rollups = store.collection(rollupCollection);
  }

  @Reacts(TurnCompletedEvent)
  async count(event: Happened<TurnCompleted>): Promise<void> {
    const { tenant, partition } = event;
    const day = event.at.slice(0, 10);
    const key = `${tenant} ${day} ${partition}`;
    for (;;) {
      const rollup = this.latest.get(key) ?? (await this.of(tenant, day, partition));
      if (rollup && this.knows(rollup, event)) {
        if (!this.latest.delete(key)) return;
        continue;
      }
      const written = await (rollup ? this.add(rollup, event) : this.begin(event, day));
      this.remember(key, written);
      if (written) return;
    }
  }

  async dashboard(tenant: string, from: string, to: string): Promise<Dashboard> {
    const turns: TurnCount[] = [];
    for (const day of daysBetween(from, to)) {
      const rollups = await this.rollups.find(tenant, { index: 'by_day', where: { day }, limit: partitions });
      turns.push(
        ...Object.entries(sum(rollups.map(({ counts }) => counts))).map(
          ([method, count]) => ({ day, method, count }) as TurnCount,
        ),
      );
    }
    return { turns };
  }

  /** Throws all counts away, of every company. */
  async clear(): Promise<void> {
    this.latest.clear();
    for (let partition = 0; partition < partitions; partition += 1) {
      const query = { index: 'by_partition', where: { partition }, limit: 500 } as const;
      for (
        let some = await this.rollups.findAcrossTenants(query);
        some.length > 0;
        some = await this.rollups.findAcrossTenants(query)
      ) {
        await Promise.all(some.map(({ tenant, id }) => this.rollups.delete(tenant, id)));
      }
    }
  }

  private async of(tenant: string, day: string, partition: number): Promise<RollupDocument | undefined> {
    const [rollup] = await this.rollups.find(tenant, { index: 'by_day', where: { day, partition }, limit: 1 });
    return rollup;
  }

  protected knows({ position, late }: RollupDocument, event: Happened<TurnCompleted>): boolean {
    return late.includes(event.id) || (!event.redriven && event.position <= position);
  }

  private remember(key: string, rollup: RollupDocument | undefined): void {
    if (!rollup || this.latest.size >= mostRemembered) this.latest.clear();
    if (rollup) this.latest.set(key, rollup);
  }

  /** Nothing when another one changed it meanwhile. */
  private add(
    rollup: RollupDocument,
    { id, position, redriven, data }: Happened<TurnCompleted>,
  ): Promise<RollupDocument | undefined> {
    const counts = counted(rollup.counts, data.method, data.count);
    const place = redriven ? { late: [...rollup.late, id] } : { position };
    return this.rollups.update(rollup.tenant, rollup.id, rollup.version, { counts, ...place });
  }

  /** Nothing when another one began it meanwhile. */
  private async begin(
    { tenant, id, partition, position, redriven, data }: Happened<TurnCompleted>,
    day: string,
  ): Promise<RollupDocument | undefined> {
    const counts = counted({}, data.method, data.count);
    const place = redriven ? { position: 0, late: [id] } : { position, late: [] };
    try {
      return await this.rollups.insert(tenant, { id: newId(), day, partition, counts, ...place });
    } catch (error) {
      if (error instanceof UniqueConflict) return undefined;
      throw error;
    }
  }
}

function sum(all: readonly Counts[]): Counts {
  let total: Counts = {};
  for (const counts of all) {
    for (const [method, count] of Object.entries(counts)) total = counted(total, method as keyof Counts, count);
  }
  return total;
}
