/** Upper bounds in seconds; dense where the bars of the fleet are (5–100 ms). */
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.4, 0.8, 2, 5, 15];

interface Series {
  readonly labels: Readonly<Record<string, string>>;
  /** One a bound, not summed up; what is longer than all of them is in `count` alone. */
  readonly counts: number[];
  count: number;
  sum: number;
}

/** Series by the value of the first label, of the second, … */
interface Branch {
  readonly below: Map<string, Branch>;
  series?: Series;
}

interface Sample {
  readonly metricName: string;
  readonly labels: { readonly le?: number | '+Inf' };
  readonly sharedLabels: Readonly<Record<string, string>>;
  readonly value: number;
}

/**
 * A histogram of seconds in the shape that prom-client's registry reads. Its own takes 0.6 µs an observation, this one a
 * tenth of that, and a turn makes more than a dozen.
 */
export class Durations<L extends readonly string[] = readonly string[]> {
  readonly type = 'histogram';
  readonly aggregator = 'sum';
  private root: Branch = { below: new Map() };

  constructor(
    readonly name: string,
    readonly help: string,
    private readonly labels: L,
  ) {}

  /** `values` in the order of the labels; each only ever has few. */
  observe(milliseconds: number, ...values: { readonly [K in keyof L]: string }): void {
    let branch = this.root;
    for (const value of values) {
      let next = branch.below.get(value);
      if (!next) branch.below.set(value, (next = { below: new Map() }));
      branch = next;
    }
    const series = (branch.series ??= this.series(values));
    const seconds = milliseconds / 1000;
    series.count += 1;
    series.sum += seconds;
    for (let at = 0; at < BOUNDS.length; at++) {
      if (seconds > BOUNDS[at]!) continue;
      series.counts[at]!++;
      return;
    }
  }

  /** What prom-client asks for. */
  async get(): Promise<object> {
    const { name, help, type, aggregator } = this;
    return { name, help, type, aggregator, values: this.all(this.root).flatMap((series) => this.samples(series)) };
  }

  reset(): void {
    this.root = { below: new Map() };
  }

  private series(values: readonly string[]): Series {
    const labels = Object.fromEntries(this.labels.map((label, at) => [label, values[at]!]));
    return { labels, counts: BOUNDS.map(() => 0), count: 0, sum: 0 };
  }

  private all({ series, below }: Branch): Series[] {
    return [...(series ? [series] : []), ...[...below.values()].flatMap((branch) => this.all(branch))];
  }

  private samples({ labels: sharedLabels, counts, count, sum }: Series): Sample[] {
    const metricName = `${this.name}_bucket`;
    let within = 0;
    return [
      ...BOUNDS.map((le, at) => ({ metricName, labels: { le }, sharedLabels, value: (within += counts[at]!) })),
      { metricName, labels: { le: '+Inf' as const }, sharedLabels, value: count },
      { metricName: `${this.name}_sum`, labels: {}, sharedLabels, value: sum },
      { metricName: `${this.name}_count`, labels: {}, sharedLabels, value: count },
    ];
  }
}
