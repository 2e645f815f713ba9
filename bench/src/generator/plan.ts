/** One request as it goes out. */
export interface PlannedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Header lines, each ended by CRLF, ready to be written. */
  readonly head: string;
  readonly body: string;
}

/** What became of a request. A receipt is one line that says what was promised, to be held against the stores afterwards. */
export type Verdict = { readonly ok: true; readonly receipt?: string } | { readonly ok: false; readonly kind: string };

/** What a run sends and what it takes for an answer. Runs inside the generator's process. */
export interface Plan<R extends PlannedRequest = PlannedRequest> {
  next(index: number): R;
  check(request: R, status: number, body: string): Verdict;
}

/** A plan's module exports one of these under the name `createPlan`; its input crosses to the generator as JSON. */
export type CreatePlan<I> = (input: I) => Plan;
