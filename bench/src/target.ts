import type { Named } from './machine/processes.js';
import type { BenchSession } from './turn/turn-plan.js';

/** Something that takes turns over HTTP: a chain or the fleet. */
export interface Target {
  readonly name: string;
  readonly base_url: string;
  readonly sessions: readonly BenchSession[];
  /** Module that makes the requests and checks the answers. */
  readonly plan: URL;
  /** Everything whose CPU counts: services, broker, Redis. */
  processes(): readonly Named[];
  /** Holds what was promised (a file of receipts) against what is stored and counted: 0 of each kind is right. */
  findLosses(receipts: string): Promise<Readonly<Record<string, number>>>;
  stop(): Promise<void>;
}
