import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

/** Seconds; dense where the bars of the fleet are (5–100 ms). */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.4, 0.8, 2, 5, 15];

interface Measure<L extends string> {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly L[];
}

/** The measures of one service, in a registry of its own, so that several services may share a process in tests. */
export class Metrics {
  private readonly registry = new Registry();

  constructor(service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 20 });
  }

  counter<L extends string = never>({ name, help, labels = [] }: Measure<L>): Counter<L> {
    return new Counter({ name, help, labelNames: labels, registers: [this.registry] });
  }

  /** `read` is asked when the metrics are. */
  gauge<L extends string = never>({ name, help, labels = [] }: Measure<L>, read?: (gauge: Gauge<L>) => void): Gauge<L> {
    return new Gauge({
      name,
      help,
      labelNames: labels,
      registers: [this.registry],
      ...(read
        ? {
            collect: function (this: Gauge<L>) {
              read(this);
            },
          }
        : {}),
    });
  }

  seconds<L extends string = never>({ name, help, labels = [] }: Measure<L>): Histogram<L> {
    return new Histogram({ name, help, labelNames: labels, buckets: SECONDS, registers: [this.registry] });
  }

  /** The Prometheus text form. */
  text(): Promise<string> {
    return this.registry.metrics();
  }

  readonly contentType = this.registry.contentType;
}
