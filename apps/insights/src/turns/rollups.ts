import { Inject, Injectable } from '@nestjs/common';
import { type Dashboard, type TurnCompleted, type TurnCount, TurnCompletedEvent, newId } from '@parley/contracts';
import { type Happened, Reacts, STORE } from '@parley/messaging';
import { type Collection, type Store, UniqueConflict, partitions } from '@parley/storage';
import { daysBetween } from './days.js';
import { type Counts, type RollupDocument, counted, rollupCollection } from './rollup.document.js';

/** Counts of turns by method, tenant and day, each event once. */
@Injectable()
export class Rollups {
  readonly rollups: Collection<RollupDocument>;

  constructor(@Inject(STORE) store: Store) {
    this.rollups = store.collection(rollupCollection);
  }

  @Reacts(TurnCompletedEvent)
  async count(event: Happened<TurnCompleted>): Promise<void> {
    const { tenant, partition, position, data } = event;
    const day = event.at.slice(0, 10);
    for (;;) {
      const rollup = await this.of(tenant, day, partition);
      if (rollup && this.knows(rollup, event)) return;
      if (rollup ? await this.add(rollup, event) : await this.begin({ tenant, day, partition, position }, data)) return;
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
    return event.redriven ? late.includes(event.id) : event.position <= position;
  }

  /** False when another one changed it meanwhile. */
  private async add(
    rollup: RollupDocument,
    { id, position, redriven, data }: Happened<TurnCompleted>,
  ): Promise<boolean> {
    const counts = counted(rollup.counts, data.method, data.count);
    const place = redriven ? { late: [...rollup.late, id] } : { position };
    return (await this.rollups.update(rollup.tenant, rollup.id, rollup.version, { counts, ...place })) !== undefined;
  }

  /** False when another one began it meanwhile. */
  private async begin(
    place: Pick<RollupDocument, 'tenant' | 'day' | 'partition' | 'position'>,
    data: TurnCompleted,
  ): Promise<boolean> {
    const { tenant, day, partition, position } = place;
    try {
      await this.rollups.insert(tenant, {
        id: newId(),
        day,
        partition,
        position,
        counts: counted({}, data.method, data.count),
        late: [],
      });
      return true;
    } catch (error) {
      if (error instanceof UniqueConflict) return false;
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
