import { FleetError, isErrorCode, type ErrorCode } from '@parley/contracts';
import { FetchFailed } from '../fetch/fetch-document.js';
import type { JobRecord } from '../job/job.store.js';
import { DocumentRefused, WorkerEnded, type End } from '../worker/worker-child.js';

/** What becomes of a job whose step failed. */
export type Failure =
  | { readonly kind: 'final'; readonly code: ErrorCode }
  /** The worker ended over it: try the same again. */
  | { readonly kind: 'death' }
  /** A part of the fleet is away: try again later. */
  | { readonly kind: 'fault'; readonly wait_ms: number };

/** How often the worker may end over one document; what takes a new one too long or too much will do so again. */
const mostDeaths: Partial<Record<End, number>> = { time: 1, memory: 1, memory_after_others: 2, crash: 3 };
const codes: Partial<Record<End, ErrorCode>> = {
  time: 'document.too_complex',
  memory: 'document.too_complex',
  memory_after_others: 'document.too_complex',
  crash: 'document.unreadable',
};
/** With waits that double up to the longest it is about eight minutes. */
const mostFaults = 20;
const longestWaitMs = 30_000;
/** Tries to fetch a document. */
const mostFetches = 3;

export function failureOf(error: unknown, { deaths, faults }: JobRecord): Failure {
  if (error instanceof DocumentRefused) return { kind: 'final', code: error.code };
  if (error instanceof FleetError && error.fault === 'caller') return { kind: 'final', code: error.code };
  if (error instanceof FetchFailed && faults + 1 >= mostFetches) return { kind: 'final', code: 'document.unreachable' };
  if (error instanceof WorkerEnded && mostDeaths[error.end] !== undefined)
    return deaths + 1 < mostDeaths[error.end]! ? { kind: 'death' } : { kind: 'final', code: codes[error.end]! };
  if (faults + 1 < mostFaults) return { kind: 'fault', wait_ms: Math.min(longestWaitMs, 500 * 2 ** faults) };
  const code = (error as { code?: unknown } | undefined)?.code;
  return { kind: 'final', code: isErrorCode(code) ? code : 'fleet.internal' };
}
