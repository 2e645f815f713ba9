import { Injectable } from '@nestjs/common';
import { type CarriedEvent, type TurnCompleted, TurnCompletedEvent, eventReads, newId } from '@parley/contracts';
import { Fleet, serviceCall } from '@parley/messaging';
import { partitions } from '@parley/storage';
import { type Counts, type RollupDocument, counted } from './rollup.document.js';
import { Rollups } from './rollups.js';

const pageLength = 500;
const reads = eventReads(TurnCompletedEvent.owner, ['insights']);

interface Fold {
  readonly tenant: string;
  readonly day: string;
  position: number;
  counts: Counts;
}

/** Counts everything again from the producer's log. What is counted live meanwhile is not lost: then a partition is read again. */
@Injectable()
export class Rebuild {
  constructor(
    private readonly fleet: Fleet,
    private readonly rollups: Rollups,
  ) {}

  /** The number of events that were counted. */
  async run(): Promise<number> {
    let events = 0;
    for (let partition = 0; partition < partitions; partition += 1) {
      for (;;) {
        const log = await this.read(partition);
        if (!(await this.replace(partition, fold(log)))) continue;
        events += log.length;
        break;
      }
    }
    return events;
  }

  private async read(partition: number): Promise<CarriedEvent[]> {
    const log: CarriedEvent[] = [];
    for (;;) {
      const call = serviceCall({ tenant: '', service: 'insights', cause: 'rebuild' });
      const { events } = await this.fleet.ask(
        reads.page,
        { partition, after: log.at(-1)?.position ?? 0, limit: pageLength },
        call,
      );
      log.push(...events);
      if (events.length < pageLength) return log;
    }
  }

  /** False when something was counted that the fold does not know. */
  private async replace(partition: number, folds: readonly Fold[]): Promise<boolean> {
    const present = await this.rollups.rollups.findAcrossTenants({
      index: 'by_partition',
      where: { partition },
      limit: 1_000_000,
    });
    for (const rollup of present) {
      const right = folds.find(({ tenant, day }) => tenant === rollup.tenant && day === rollup.day);
      if (!(await this.correct(rollup, right))) return false;
    }
    for (const { tenant, day, position, counts } of folds) {
      if (present.some((rollup) => rollup.tenant === tenant && rollup.day === day)) continue;
      const draft = { id: newId(), day, partition, position, counts, late: [], rebuilt: position };
      if (!(await this.rollups.rollups.insertIfAbsent(tenant, draft)).inserted) return false;
    }
    return true;
  }

  private async correct(rollup: RollupDocument, right: Fold | undefined): Promise<boolean> {
    const { tenant, id, version } = rollup;
    if (!right) return this.rollups.rollups.delete(tenant, id);
    if (rollup.position > right.position) return false;
    const { position, counts } = right;
    return (
      (await this.rollups.rollups.update(tenant, id, version, { position, counts, late: [], rebuilt: position })) !==
      undefined
    );
  }
}

function fold(log: readonly CarriedEvent[]): Fold[] {
  const folds = new Map<string, Fold>();
  for (const { tenant, at, position, subject, data } of log) {
    if (subject !== TurnCompletedEvent.subject) continue;
    const day = at.slice(0, 10);
    const { method, count } = data as unknown as TurnCompleted;
    const present = folds.get(`${tenant} ${day}`) ?? { tenant, day, position, counts: {} };
    present.position = position;
    present.counts = counted(present.counts, method, count);
    folds.set(`${tenant} ${day}`, present);
  }
  return [...folds.values()];
}
