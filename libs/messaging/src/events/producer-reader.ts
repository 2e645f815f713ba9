import { setTimeout } from 'node:timers/promises';
import { FleetError, type CarriedEvent, type EventReads, type Service } from '@parley/contracts';
import { UniqueConflict, partitions, type Collection } from '@parley/storage';
import type { Call } from '../call.js';
import type { Fleet } from '../fleet.js';
import { LEASE_MS, type Lease } from './lease.js';
import { PartitionReader, type Sink } from './partition-reader.js';
import { Stopped } from './patience.js';
import { FLEET, cursorId, type CursorDocument } from './places.js';

/** Events asked for at once, and partitions asked about at once. */
const PAGE = 200;
const READS_AT_ONCE = 8;

export interface ProducerReaderParts {
  readonly producer: Service;
  readonly reads: EventReads;
  readonly fleet: Fleet;
  readonly call: () => Call;
  readonly cursors: Collection<CursorDocument>;
  readonly lease: Lease;
  /** Applies an event or makes it a dead letter; rejects with `Stopped` when `goOn` says no. */
  readonly apply: (event: CarriedEvent, goOn: () => boolean) => Promise<void>;
  readonly failed: (what: string, error: unknown) => void;
}

type State =
  | { readonly kind: 'out' }
  | { readonly kind: 'reading'; readonly partitions: readonly PartitionReader[] }
  /** All effects are being removed; nothing may be applied. */
  | { readonly kind: 'clearing' };

/** Applies the events of one producer while this replica holds the lease: what the stream brings, and what it did not. */
export class ProducerReader {
  private state: State = { kind: 'out' };
  private heads: readonly number[] = [];
  private readonly missing = new Set<number>();
  private reads = 0;

  constructor(private readonly parts: ProducerReaderParts) {}

  /** Whether this replica is the one that applies them. */
  get reading(): boolean {
    return this.state.kind === 'reading' && this.parts.lease.held;
  }

  /** By how many events the log was ahead when it was last asked. */
  get behind(): number {
    if (this.state.kind !== 'reading') return 0;
    return this.state.partitions.reduce(
      (sum, { position }, place) => sum + Math.max(0, (this.heads[place] ?? 0) - position),
      0,
    );
  }

  /** Takes or prolongs the lease; begins where the cursors say, or leaves the field to another replica. */
  async renew(): Promise<void> {
    const held = await this.parts.lease.renew();
    if (held && this.state.kind === 'out') await this.begin();
    if (!held && this.state.kind === 'reading') this.state = { kind: 'out' };
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

  /** Finishes the event at hand of every partition, keeps the places and lets another replica go on. */
  async stop(): Promise<void> {
    await this.leave({ kind: 'out' });
    await this.parts.lease.release();
  }

  /** Applies everything again from the first event, after `clear` has removed all effects. Resolves with how many there are. */
  async rebuild(clear: () => Promise<void>): Promise<number> {
    const { lease } = this.parts;
    const wasHere = this.reading;
    await this.leave({ kind: 'clearing' });
    try {
      if (!(await lease.renew(true)))
        throw new FleetError('fleet.overloaded', { reason: 'another replica took the lease' });
      if (!wasHere) await setTimeout(LEASE_MS);
      await clear();
      await this.forgetPlaces();
    } finally {
      this.state = { kind: 'out' };
    }
    await this.begin();
    await this.poll();
    return this.caughtUp(this.heads);
  }

  private async caughtUp(heads: readonly number[]): Promise<number> {
    const { state } = this;
    const behind = () =>
      state.kind === 'reading' && state.partitions.some(({ position }, place) => position < heads[place]!);
    while (this.state === state && behind()) await setTimeout(20);
    if (this.state !== state) throw new FleetError('fleet.unavailable', { reason: 'another replica took over' });
    return heads.reduce((sum, head) => sum + head, 0);
  }

  private async leave(next: State): Promise<void> {
    const { state } = this;
    this.state = next;
    if (state.kind === 'reading') await Promise.all(state.partitions.map((reader) => reader.idle()));
  }

  private async begin(): Promise<void> {
    const known = new Map((await this.places()).map((place) => [place.partition, place]));
    const readers = Array.from({ length: partitions }, (_, partition) => {
      const { position = 0, version = 0 } = known.get(partition) ?? {};
      return new PartitionReader(
        position,
        this.sink(partition, version, () => this.state === state && this.parts.lease.held),
      );
    });
    const state: State = { kind: 'reading', partitions: readers };
    this.state = state;
  }

  private places(): Promise<CursorDocument[]> {
    const { cursors, producer } = this.parts;
    return cursors.find(FLEET, { index: 'by_partition', where: { producer }, limit: partitions });
  }

  private async forgetPlaces(): Promise<void> {
    const places = await this.places();
    await Promise.all(places.map(({ id, version }) => this.parts.cursors.update(FLEET, id, version, { position: 0 })));
  }

  private sink(partition: number, version: number, goOn: () => boolean): Sink {
    let at = version;
    return {
      apply: (event) => this.parts.apply(event, goOn),
      keep: async (position) => {
        const kept = await this.keep(partition, at, position);
        if (!kept) throw new Stopped();
        at = kept.version;
      },
      stopped: (error) => {
        if (!(error instanceof Stopped)) this.parts.failed('events not applied', error);
        if (goOn()) this.state = { kind: 'out' };
      },
    };
  }

  private async keep(partition: number, version: number, position: number): Promise<CursorDocument | undefined> {
    const { cursors, producer } = this.parts;
    const id = cursorId(producer, partition);
    if (version > 0) return cursors.update(FLEET, id, version, { position });
    try {
      return await cursors.insert(FLEET, { id, producer, partition, position });
    } catch (error) {
      if (error instanceof UniqueConflict) return undefined;
      throw error;
    }
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
