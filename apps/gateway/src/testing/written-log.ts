import { liveSubject, newId, type Entry } from '@parley/contracts';
import type { FleetConnection } from '@parley/messaging';
import { entryAt, script } from './parties.js';

/** Ids of the events of an answer that `entryAt` makes. */
export const partsOfAnswer = (seq: number): string[] => [`${seq}.1`, `${seq}.2`, `${seq}.3`];

/** The log of a session as the scripted orchestrator has it. What is written in it is told by pushes, or found by reading. */
export class WrittenLog {
  readonly session_id = newId();
  readonly entries: Entry[] = [];

  constructor(
    private readonly orchestrator: FleetConnection,
    private readonly tenant: string,
  ) {
    script.logs.set(this.session_id, this.entries);
    script.counted = this.session_id;
    script.open = false;
  }

  write(...seqs: number[]): void {
    this.entries.push(...seqs.map((seq) => entryAt(this.session_id, seq)));
  }

  push(...seqs: number[]): void {
    const entries = seqs.map((seq) => this.entries.find((entry) => entry.seq === seq)!);
    this.orchestrator.fleet.publish(liveSubject(this.tenant, this.session_id), { entries });
  }
}
