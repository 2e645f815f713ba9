import { setTimeout } from 'node:timers/promises';
import { FleetError, type CarriedEvent, type EventReads, type Service } from '@parley/contracts';
import type { Call } from '../call.js';
import type { Fleet } from '../fleet.js';
import { PartitionReader } from './partition-reader.js';
import { Stopped } from './patience.js';
import { LEASE_MS, NOTHING, type Place } from './place.js';

/** Events asked for at once, and partitions asked about at once. */
const PAGE = 200;
const READS_AT_ONCE = 32;

export interface ProducerReaderParts {
  readonly producer: Service;
  readonly reads: EventReads;
  readonly fleet: Fleet;
  readonly call: () => Call;
  readonly place: Place;
  /** Applies an event or makes it a dead letter; rejects with `Stopped` when `goOn` says no. */
  readonly apply: (event: CarriedEvent, goOn: () => boolean) => Promise<void>;
  readonly failed: (what: string, error: unknown) => void;
}

type State =
  | { readonly kind: 'out' }
  | { readonly kind: 'reading'; readonly partitions: readonly PartitionReader[] }
  /** All effects are being removed; nothing may be applied. */
  | { readonly kind: 'clearing' };

/** Applies the events of one producer while this replica holds the place: what the stream brings, and what it did not. */
export class ProducerReader {
  private state: State = { kind: 'out' };
  private heads: readonly number[] = [];
  private readonly missing = new Set<number>();
  private reads = 0;

  constructor(private readonly parts: ProducerReaderParts) {}

  /** Whether this replica is the one that applies them. */
  get reading(): boolean {
    return this.state.kind === 'reading' && this.parts.place.held;
  }

  /** By how many events the log was ahead when it was last asked. */
  get behind(): number {
    if (this.state.kind !== 'reading') return 0;
    return this.state.partitions.reduce(
      (sum, { position }, place) => sum + Math.max(0, (this.heads[place] ?? 0) - position),
      0,
    );
  }

  /** Begins where the place says, or stores how far it is; leaves the field to another replica that has taken over. */
  async renew(): Promise<void> {
    const { place } = this.parts;
    if (this.state.kind === 'reading' && !(await place.move(this.positions))) this.state = { kind: 'out' };
    else if (this.state.kind === 'out' && (place.held || (await place.take()))) this.begin();
  }

  /** Asks how far the log is and reads what is missing. */
  async poll(): Promise<void> {
    if (!this.reading) return;
    const { fleet, reads, call } = this.parts;
    this.heads = (await fleet.ask(reads.heads, {}, call())).heads;
    this.heads.forEach((head, partition) => {
      if (this.state.kind === 'reading' && head > this.state.partitions[partition]!.taken) this.read(partition);
    });
  }

  /** What the stream brought. */
  offer(events: readonly CarriedEvent[]): void {
    for (const event of events) {
      if (this.state.kind !== 'reading') return;
      if (this.state.partitions[event.partition]?.offer(event) === 'gap') this.read(event.partition);
    }
  }

  /** Finishes the event at hand of every partition, keeps the place and lets another replica go on. */
  async stop(): Promise<void> {
    await this.parts.place.release(await this.leave({ kind: 'out' }));
  }

  /** Applies everything again from the first event, after `clear` has removed all effects. Resolves with how many there are. */
  async rebuild(clear: () => Promise<void>): Promise<number> {
    const { place } = this.parts;
    const wasHere = this.reading;
    await this.leave({ kind: 'clearing' });
    try {
      const mine = (wasHere && (await place.move(NOTHING))) || (await place.take(true));
      if (!mine) throw new FleetError('fleet.overloaded', { reason: 'another replica rebuilds' });
      if (!wasHere) await setTimeout(LEASE_MS);
      await clear();
      await place.move(NOTHING);
    } finally {
      this.state = { kind: 'out' };
    }
    await this.renew();
    await this.poll();
    return this.caughtUp(this.heads);
  }

  private async caughtUp(heads: readonly number[]): Promise<number> {
    const { state } = this;
    const behind = () => state.kind === 'reading' && state.partitions.some(({ position }, at) => position < heads[at]!);
    while (this.state === state && behind()) await setTimeout(20);
    if (this.state !== state || state.kind !== 'reading') {
      throw new FleetError('fleet.unavailable', { reason: 'another replica took over' });
    }
    return heads.reduce((sum, head) => sum + head, 0);
  }

  /** The positions that it leaves with. */
  private async leave(next: State): Promise<readonly number[]> {
    const { state } = this;
    this.state = next;
    if (state.kind !== 'reading') return this.parts.place.positions;
    await Promise.all(state.partitions.map((reader) => reader.idle()));
    return state.partitions.map(({ position }) => position);
  }

  private get positions(): readonly number[] {
    return this.state.kind === 'reading' ? this.state.partitions.map(({ position }) => position) : NOTHING;
  }

  private begin(): void {
    const goOn = () => this.state === state && this.parts.place.held;
    const sink = {
      apply: (event: CarriedEvent) => this.parts.apply(event, goOn),
      stopped: (error: unknown) => {
        if (!(error instanceof Stopped)) this.parts.failed('events not applied', error);
        if (this.state === state) this.state = { kind: 'out' };
      },
    };
    const readers = this.parts.place.positions.map((position) => new PartitionReader(position, sink));
    const state: State = { kind: 'reading', partitions: readers };
    this.state = state;
  }

  private read(partition: number): void {
    this.missing.add(partition);
    if (this.reads >= READS_AT_ONCE) return;
    this.reads++;
    void this.readMissing().finally(() => this.reads--);
  }

  private async readMissing(): Promise<void> {
    for (const partition of this.missing) {
      this.missing.delete(partition);
      try {
        await this.readPartition(partition);
      } catch (error) {
        this.parts.failed('events not read', error);
      }
    }
  }

  private async readPartition(partition: number): Promise<void> {
    const { fleet, reads, call } = this.parts;
    const { state } = this;
    const reader = state.kind === 'reading' ? state.partitions[partition] : undefined;
    while (reader && this.state === state) {
      const { events } = await fleet.ask(reads.page, { partition, after: reader.taken, limit: PAGE }, call());
      if (events.length === 0) return;
      for (const event of events) if (reader.offer(event) === 'full') await reader.idle();
      if (reader.taken >= (this.heads[partition] ?? 0)) return;
    }
  }
}
