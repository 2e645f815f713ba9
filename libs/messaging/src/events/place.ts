import { UniqueConflict, partitions, type Collection } from '@parley/storage';
import { FLEET, type PlaceDocument } from './places.js';

/** How long a holder that gives no sign keeps the others out, in milliseconds. */
export const LEASE_MS = 3000;

export const NOTHING: readonly number[] = Array.from({ length: partitions }, () => 0);

type State =
  | { readonly kind: 'out' }
  | { readonly kind: 'held'; readonly version: number; readonly until: number; readonly positions: readonly number[] };

/**
 * The place in a producer's events that one replica holds at a time; a conditional update decides which. Positions move
 * with the same update that prolongs it, so a replica that lost it cannot move them.
 */
export class Place {
  private state: State = { kind: 'out' };
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly collection: Collection<PlaceDocument>,
    private readonly producer: string,
    private readonly holder: string,
  ) {}

  /** False as soon as it lapsed, also in a process that stood still. */
  get held(): boolean {
    return this.state.kind === 'held' && this.state.until > Date.now();
  }

  /** As they were stored last. */
  get positions(): readonly number[] {
    return this.state.kind === 'held' ? this.state.positions : NOTHING;
  }

  /** Takes it if nobody holds it; `force` takes it from another holder, who notices when he next moves it. */
  take(force = false): Promise<boolean> {
    return this.inTurn(async () => {
      const there = await this.collection.get(FLEET, this.producer);
      if (there && !force && there.until > Date.now()) return false;
      return this.write(there?.version ?? 0, Date.now() + LEASE_MS, there?.positions ?? NOTHING);
    });
  }

  /** Stores how far it is and prolongs it. False when another replica has taken it. */
  move(positions: readonly number[]): Promise<boolean> {
    return this.inTurn(async () => {
      if (this.state.kind === 'out') return false;
      return this.write(this.state.version, Date.now() + LEASE_MS, positions);
    });
  }

  /** Stores how far it is and lets the next one in at once. */
  release(positions: readonly number[]): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind === 'held') await this.write(this.state.version, 0, positions);
      this.state = { kind: 'out' };
    });
  }

  private async write(version: number, until: number, positions: readonly number[]): Promise<boolean> {
    const document = await this.stored(version, until, positions);
    this.state = document ? { kind: 'held', version: document.version, until, positions } : { kind: 'out' };
    return this.held;
  }

  private async stored(
    version: number,
    until: number,
    positions: readonly number[],
  ): Promise<PlaceDocument | undefined> {
    const { producer: id, holder, collection } = this;
    if (version > 0) return collection.update(FLEET, id, version, { holder, until, positions });
    try {
      return await collection.insert(FLEET, { id, holder, until, positions });
    } catch (error) {
      if (error instanceof UniqueConflict) return undefined;
      throw error;
    }
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }
}
