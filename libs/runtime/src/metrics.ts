import { setImmediate } from 'node:timers/promises';
import { Counter, Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import { breakerStates } from './breaker.js';
import { Durations } from './durations.js';

interface Measure<L extends readonly string[]> {
  readonly name: string;
  readonly help: string;
  readonly labels?: L;
}

/** The measures of one service, in a registry of its own, so that several services may share a process in tests. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly durations: { text(): string }[] = [];

  constructor(private readonly service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry, eventLoopMonitoringPrecision: 20 });
    this.gauge(
      {
        name: 'parley_breaker_state',
        help: 'Breakers around outside calls: 0 closed, 1 on trial, 2 open.',
        labels: ['breaker'],
      },
      (gauge) => {
        for (const [breaker, state] of breakerStates()) gauge.set({ breaker }, state);
      },
    );
  }

  counter<const L extends readonly string[] = []>({ name, help, labels }: Measure<L>): Counter<L[number]> {
    return new Counter({ name, help, labelNames: labels ?? [], registers: [this.registry] });
  }

  /** `read` is asked when the metrics are. */
  gauge<const L extends readonly string[] = []>(
    { name, help, labels }: Measure<L>,
    read?: (gauge: Gauge<L[number]>) => void | Promise<void>,
  ): Gauge<L[number]> {
    return new Gauge({
      name,
      help,
      labelNames: labels ?? [],
      registers: [this.registry],
      ...(read
        ? {
            collect: function (this: Gauge<L[number]>) {
              return read(this);
            },
          }
        : {}),
    });
  }

  seconds<const L extends readonly string[]>({ name, help, labels }: Required<Measure<L>>): Durations<L> {
    const durations = new Durations<L>(this.service, name, help, labels);
    this.durations.push(durations);
    return durations;
  }

  /** The Prometheus text form. */
  async text(): Promise<string> {
    const texts = [await this.registry.metrics()];
    for (const each of this.durations) {
      await setImmediate();
      texts.push(each.text());
    }
    return texts.join('\n');
  }

  readonly contentType = this.registry.contentType;
}
