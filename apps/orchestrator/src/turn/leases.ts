import { Injectable } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { TransientMap } from '@parley/runtime';
import type { EntryDocument } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';

/** How long an open turn belongs to its holder without a sign of life. */
export const leaseMs = 3000;
const renewMs = 1000;

/** Who works on an open turn: a field of its entry, taken and renewed by conditional update. */
@Injectable()
export class Leases {
  /** This instance; another one after every start. */
  readonly holder = newId();
  private readonly renewed = new TransientMap<string, EntryDocument>();

  constructor(private readonly log: SessionLog) {}

  until(): number {
    return Date.now() + leaseMs;
  }

  /** Those of the open entries that are this instance's, after taking over the lapsed ones. */
  async hold(open: readonly EntryDocument[]): Promise<EntryDocument[]> {
    const held = await Promise.all(open.map((entry) => this.holdOne(entry)));
    return held.filter((entry) => entry !== undefined);
  }

  /** Renews the leases every second until the returned function is called. */
  keep(open: readonly EntryDocument[]): () => void {
    const timer = setInterval(() => open.forEach((entry) => void this.renew(entry).catch(() => undefined)), renewMs);
    return () => clearInterval(timer);
  }

  /** The entry as its last renewal left it. */
  latest(entry: EntryDocument): EntryDocument {
    const renewed = this.renewed.get(entry.id);
    this.renewed.delete(entry.id);
    return renewed && renewed.version > entry.version ? renewed : entry;
  }

  private async holdOne(entry: EntryDocument): Promise<EntryDocument | undefined> {
    if (entry.turn?.state !== 'open') return undefined;
    if (entry.turn.holder === this.holder) return entry;
    if ((entry.open_until ?? 0) > Date.now()) return undefined;
    const turn = { state: 'open', holder: this.holder, attempts: entry.turn.attempts + 1 } as const;
    return this.log.update(entry, { turn, open_until: this.until() });
  }

  private async renew(entry: EntryDocument): Promise<void> {
    const latest = this.renewed.get(entry.id) ?? entry;
    if (latest.turn?.state !== 'open' || latest.turn.holder !== this.holder) return;
    const renewed = await this.log.update(latest, { open_until: this.until() });
    if (renewed) this.renewed.set(entry.id, renewed);
  }
}
