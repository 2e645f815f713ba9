import { beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { faultsOf } from './check.js';
import { chartRenderer } from './config.js';
import { mistakes } from './mistakes.fixture.js';
import { readChart, render, type Refused, type Rendered, type Task } from './renderer.js';

const repository = join(import.meta.dirname, '..', '..', '..');
const chart = readChart(join(repository, 'helm', 'parley'));

const faultsWith = async (values: readonly string[]): Promise<string[]> => {
  const [rendered] = await render(chartRenderer!, [{ chart, values }]);
  return faultsOf(chart, rendered!);
};

const models = `
settings: { llm: { PARLEY_LLM_CHAIN: 'openai:gpt-4o' } }
secrets: { llm: [PARLEY_OPENAI_KEY] }
`;
const reachable = `network: { to: { models: { peers: [{ ipBlock: { cidr: 203.0.113.0/24 } }] } } }`;

const believed = 'settings: { gateway: { PARLEY_TRUSTED_PROXIES: 10.42.0.0/16 } }';
const monitored = 'monitoring: { serviceMonitor: true, alerts: true, labels: { release: prometheus } }';

const somewhere = '{ peers: [{ ipBlock: { cidr: 203.0.113.0/24 } }] }';
const large = [
  'store: mongodb',
  'passages: pinecone',
  'pinecone: { wordsHost: words.example }',
  'replicas: { min: 3, max: 20 }',
  `network: { to: { mongodb: ${somewhere}, pinecone: ${somewhere} } }`,
];

(chartRenderer ? describe : describe.skip)('the chart (real: Helm’s engine, schemas of Kubernetes)', () => {
  it('is without fault by its own values, and with everything switched on', async () => {
    expect(await faultsWith([])).toEqual([]);
    const all = [
      ...['ingress: { enabled: true }', believed, monitored, models, reachable],
      'network: { to: { mongodb: { peers: [{ ipBlock: { cidr: 10.20.0.0/16 } }] } } }',
      'store: mongodb',
    ];
    expect(await faultsWith(all)).toEqual([]);
  });

  it('is without fault in the large size, where nothing is kept on a volume and everything scales', async () => {
    const [rendered] = await render(chartRenderer!, [{ chart, values: large }]);
    expect(faultsOf(chart, rendered!)).toEqual([]);
    const { objects } = rendered as Rendered;
    const count = (kind: string): number => objects.filter((object) => object.kind === kind).length;
    expect([count('Deployment'), count('StatefulSet')]).toEqual([9, 0]);
    expect([count('HorizontalPodAutoscaler'), count('PodDisruptionBudget')]).toEqual([9, 9]);
  });

  it('is without fault with the values that Azure needs', async () => {
    const page = readFileSync(join(repository, 'deploy/terraform/azure/README.md'), 'utf8');
    const values = [...page.matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text]) => text!);
    expect(values.length).toBe(1);
    expect(await faultsWith(values)).toEqual([]);
  });

  it('gives its monitors the labels that Prometheus selects', async () => {
    const [rendered] = await render(chartRenderer!, [{ chart, values: [monitored] }]);
    const monitors = (rendered as Rendered).objects.filter(({ apiVersion }) => apiVersion.startsWith('monitoring.'));
    expect(monitors.map(({ kind }) => kind).sort()).toEqual(['PrometheusRule', 'ServiceMonitor']);
    for (const { metadata } of monitors) expect(metadata.labels).toMatchObject({ release: 'prometheus' });
  });

  it('is found out with an ingress behind which all visitors are one', async () => {
    expect((await faultsWith(['ingress: { enabled: true }'])).join('\n')).toMatch(/share one limit/);
  });

  it.each([
    ['two replicas on SQLite', ['replicas: { min: 2, max: 2 }'], /replicas/],
    ['two replicas on the local passage index', ['store: mongodb', 'replicas: { min: 1, max: 3 }'], /replicas/],
    ['more replicas at least than at most', [...large, 'replicas: { min: 9, max: 3 }'], /min is more than max/],
    ['Pinecone without a host', ['store: mongodb', 'passages: pinecone'], /wordsHost/],
    ['Pinecone on SQLite', ['passages: pinecone', 'pinecone: { wordsHost: words.example }'], /store/],
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
        mistaken.map((each, at): Task => ({ chart: each, values: mistakes[at]!.large ? large : [] })),
      );
    });

    it.each(mistakes.map((mistake, at) => ({ ...mistake, at })))('$what', ({ file, found, at }) => {
      expect(mistaken[at]![file]).not.toBe(chart[file]);
      expect(faultsOf(mistaken[at]!, rendered[at]!).join('\n')).toMatch(found);
    });
  });
});
