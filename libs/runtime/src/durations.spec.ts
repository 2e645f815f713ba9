import { describe, expect, it } from '@jest/globals';
import { Histogram, Registry } from 'prom-client';
import { Metrics } from './metrics.js';

const measure = { name: 'parley_test_seconds', help: 'A test.', labels: ['subject', 'outcome'] } as const;
const BOUNDS = [0.001, 0.0025, 0.005, 0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.2, 0.4, 0.8, 2, 5, 15];

/** Values that lie on bounds, between them and beyond. */
const milliseconds = [0, 1, 1.1, 2.5, 7, 30, 30.0001, 799, 800, 14_999, 15_001, 90_000];

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.includes(measure.name));

describe('durations', () => {
  it("are what prom-client's own histogram tells of the same values", async () => {
    const registry = new Registry();
    registry.setDefaultLabels({ service: 'nlu' });
    const theirs = new Histogram({ ...measure, labelNames: measure.labels, buckets: BOUNDS, registers: [registry] });
    const metrics = new Metrics('nlu');
    const ours = metrics.seconds(measure);
    for (const [at, value] of milliseconds.entries()) {
      const [subject, outcome] = [at % 2 === 0 ? 'a' : 'b "quoted"', at % 3 === 0 ? 'ok' : 'bug'] as const;
      theirs.observe({ subject, outcome }, value / 1000);
      ours.observe(value, subject, outcome);
    }
    const expected = linesOf(await registry.metrics());
    expect(expected).toHaveLength(2 + 4 * (BOUNDS.length + 3));
    expect(linesOf(await metrics.text()).toSorted()).toEqual(expected.toSorted());
  });
});
