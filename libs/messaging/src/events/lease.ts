import { UniqueConflict, type Collection } from '@parley/storage';
import { FLEET, type LeaseDocument } from './places.js';

/** How long a holder that gives no sign keeps the others out, in milliseconds. */
export const LEASE_MS = 3000;

type State = { readonly kind: 'out' } | { readonly kind: 'held'; readonly version: number; readonly until: number };

/** Held by one replica at a time; a conditional update decides who. */
export class Lease {
  private state: State = { kind: 'out' };
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly collection: Collection<LeaseDocument>,
    private readonly id: string,
    private readonly holder: string,
  ) {}

  /** False as soon as it lapsed, also in a process that stood still. */
  get held(): boolean {
    return this.state.kind === 'held' && this.state.until > Date.now();
  }

  /** Takes or prolongs it. `force` takes it from another holder, who notices at his next renewal. */
  renew(force = false): Promise<boolean> {
    return this.inTurn(async () => {
      const until = Date.now() + LEASE_MS;
      const version = this.state.kind === 'held' ? this.state.version : await this.free(force);
      const document = version === undefined ? undefined : await this.write(version, until);
      this.state = document ? { kind: 'held', version: document.version, until } : { kind: 'out' };
      return this.held;
    });
  }

  /** Lets the next one in at once. */
  release(): Promise<void> {
    return this.inTurn(async () => {
      if (this.state.kind === 'held') await this.write(this.state.version, 0);
      this.state = { kind: 'out' };
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** The version to take it at; 0 where there is none yet; undefined while another holds it. */
  private async free(force: boolean): Promise<number | undefined> {
    const document = await this.collection.get(FLEET, this.id);
    if (!document) return 0;
    return force || document.until <= Date.now() ? document.version : undefined;
  }

  private async write(version: number, until: number): Promise<LeaseDocument | undefined> {
    const { id, holder } = this;
    if (version > 0) return this.collection.update(FLEET, id, version, { holder, until });
    try {
      return await this.collection.insert(FLEET, { id, holder, until });
    } catch (error) {
      if (error instanceof UniqueConflict) return undefined;
      throw error;
    }
  }
}
