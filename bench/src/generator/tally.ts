/** What one run came to. Latencies are in ms from the scheduled send time to the last byte of the answer. */
export interface RunResult {
  readonly sent: number;
  readonly answered: number;
  readonly seconds: number;
  /** Answers that passed their check, per second. */
  readonly throughput: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** The p95 of those that were answered, whatever became of the others. */
  readonly p95_answered: number;
  /** How many of each kind; empty when all went well. */
  readonly errors: Readonly<Record<string, number>>;
}

/** Collects a run of known length; whatever has no good answer counts with infinite latency. */
export class Tally {
  private readonly latencies: Float64Array;
  private readonly errors = new Map<string, number>();
  private good = 0;
  private ended = 0;

  constructor(private readonly planned: number) {
    this.latencies = new Float64Array(planned).fill(Infinity);
  }

  answered(latency: number): void {
    this.latencies[this.good++] = latency;
    this.ended++;
  }

  failed(kind: string): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1);
    this.ended++;
  }

  get complete(): boolean {
    return this.ended === this.planned;
  }

  result(seconds: number): RunResult {
    const missing = this.planned - this.ended;
    if (missing > 0) this.errors.set('unanswered', missing);
    const sorted = this.latencies.sort();
    const at = (share: number, of = this.planned): number => sorted[Math.min(of - 1, Math.ceil(share * of) - 1)] ?? NaN;
    return {
      sent: this.planned,
      answered: this.good,
      seconds,
      throughput: this.good / seconds,
      p50: at(0.5),
      p95: at(0.95),
      p99: at(0.99),
      max: at(1),
      p95_answered: at(0.95, this.good),
      errors: Object.fromEntries(this.errors),
    };
  }
}
