import { beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { faultsOf } from './check.js';
import { chartRenderer } from './config.js';
import { mistakes } from './mistakes.fixture.js';
import { readChart, render, type Refused, type Rendered, type Task } from './renderer.js';

const chart = readChart(join(import.meta.dirname, '..', '..', '..', 'helm', 'parley'));

const faultsWith = async (values: readonly string[]): Promise<string[]> => {
  const [rendered] = await render(chartRenderer!, [{ chart, values }]);
  return faultsOf(chart, rendered!);
};

const models = `
settings: { llm: { PARLEY_LLM_CHAIN: 'openai:gpt-4o' } }
secrets: { llm: [PARLEY_OPENAI_KEY] }
`;
const reachable = `network: { to: { models: { peers: [{ ipBlock: { cidr: 203.0.113.0/24 } }] } } }`;

(chartRenderer ? describe : describe.skip)('the chart (real: Helm’s engine, schemas of Kubernetes)', () => {
  it('is without fault by its own values, and with everything switched on', async () => {
    expect(await faultsWith([])).toEqual([]);
    const all = [
      ...['ingress: { enabled: true }', 'monitoring: { serviceMonitor: true, alerts: true }', models, reachable],
      'network: { to: { mongodb: { peers: [{ ipBlock: { cidr: 10.20.0.0/16 } }] } } }',
      'store: mongodb',
    ];
    expect(await faultsWith(all)).toEqual([]);
  });

  it.each([
    ['two replicas on SQLite', ['replicas: { min: 2, max: 2 }'], /replicas/],
    ['two replicas on the local passage index', ['store: mongodb', 'replicas: { min: 1, max: 3 }'], /replicas/],
    ['no network to MongoDB', ['store: mongodb'], /network\.to\.mongodb\.peers: .* connects there/],
    ['no network to a model', [models], /network\.to\.models\.peers: llm connects there/],
    ['a network to everybody', ['network: { to: { nats: { peers: [{ podSelector: {} }] } } }'], /matchLabels/],
    ['a misspelt setting', ['settings: { llm: { PARLEY_LLM_CHAN: x } }'], /PARLEY_LLM_CHAN: not a setting/],
    ['a setting of another service', ['settings: { nlu: { PARLEY_LLM_CHAIN: x } }'], /not a setting/],
    ['a secret as a setting', [reachable, 'settings: { llm: { PARLEY_OPENAI_KEY: x } }'], /not a setting/],
    ['a password in an address', ['nats: { url: nats://user:password@nats:4222 }'], /nats/],
    ['the latest image', ['image: { tag: latest }'], /image/],
    ['a service too few', ['services: [{ name: gateway, heapMb: 256, resources: {} }]'], /services/],
  ])('refuses %s', async (_, values, reason) => {
    expect((await faultsWith(values)).join('\n')).toMatch(reason);
  });

  describe('finds mistakes', () => {
    const mistaken = mistakes.map(({ file, from, to }) => ({ ...chart, [file]: chart[file]!.replaceAll(from, to) }));
    let rendered: (Rendered | Refused)[];
    beforeAll(async () => {
      rendered = await render(
        chartRenderer!,
        mistaken.map((each): Task => ({ chart: each, values: [] })),
      );
    });

    it.each(mistakes.map((mistake, at) => ({ ...mistake, at })))('$what', ({ file, found, at }) => {
      expect(mistaken[at]![file]).not.toBe(chart[file]);
      expect(faultsOf(mistaken[at]!, rendered[at]!).join('\n')).toMatch(found);
    });
  });
});
