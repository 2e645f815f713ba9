import { FleetError, type RequestContract } from '@parley/contracts';
import type { Step } from '@parley/runtime';
import type { Framed } from './lane.js';

/** Where a request is on its way. */
export type State =
  | { readonly kind: 'held' }
  | { readonly kind: 'sent'; readonly batch: string; readonly until: number }
  | { readonly kind: 'pausing'; readonly until: number; readonly because: FleetError };

/** In its lane, or the bus is away. */
export const HELD: State = { kind: 'held' };

/** A request that has no answer yet. */
export interface Pending extends Framed {
  readonly correlation: number;
  readonly contract: RequestContract;
  readonly attempt_ms: number;
  /** When it ends; put off to `deadline` by the first sign that somebody works on it. */
  expires: number;
  readonly deadline: number;
  readonly began: number;
  attempts_left: number;
  /** Of the trace, from here to the answer with all its attempts. */
  readonly step?: Step;
  state: State;
  /** Hears the parts of the answer. */
  readonly onPart?: (part: object) => void;
  /** The run that tells them, and how many were heard. */
  heard?: { readonly run: string; readonly parts: number };
  resolve(output: object): void;
  reject(error: FleetError): void;
}

/** Why it ended without an answer, by where it was then. */
export const tooLate = (state: State): FleetError => {
  switch (state.kind) {
    case 'held':
      return new FleetError('fleet.unavailable', { reason: 'the bus is away' });
    case 'pausing':
      return state.because;
    case 'sent':
      return new FleetError('fleet.deadline_exceeded');
  }
};
