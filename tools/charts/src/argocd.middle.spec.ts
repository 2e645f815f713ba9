import { beforeAll, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applicationFaults, sourcesOf, strangersTo, valueFilesOf, type ApplicationSpec } from './application-policy.js';
import { faultsOf } from './check.js';
import { chartRenderer, natsServer } from './config.js';
import type { ClusterObject } from './objects.js';
import { readChart, render, type Rendered } from './renderer.js';
import { schemaFaults } from './schemas.js';

const repository = join(import.meta.dirname, '..', '..', '..');
const text = (path: string): string => readFileSync(join(repository, path), 'utf8');
const files = new Set(Object.keys(readChart(join(repository, 'argocd'))).map((path) => `argocd/${path}`));
const fleet = readChart(join(repository, 'argocd', 'fleet'));
const parley = readChart(join(repository, 'helm', 'parley'));

const must = (rendered: Awaited<ReturnType<typeof render>>): Rendered[] =>
  rendered.map((each) => {
    if ('error' in each) throw new Error(each.error);
    return each;
  });

const documents = async (yaml: string): Promise<readonly ClusterObject[]> =>
  must(await render(chartRenderer!, [{ documents: yaml }]))[0]!.objects;

const specOf = ({ spec }: ClusterObject): ApplicationSpec => spec as ApplicationSpec;

(chartRenderer ? describe : describe.skip)('Argo CD (real: Helm’s engine, Argo CD’s schemas, nats-server)', () => {
  let project: ClusterObject;
  beforeAll(async () => {
    project = (await documents(text('argocd/project.yaml')))[0]!;
  });

  it('has a project without fault, which lets no Secret in', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'passwords' } };
    expect(schemaFaults(project)).toEqual([]);
    expect(strangersTo(project, [secret])).toEqual(['Secret passwords: the project does not let it in']);
  });

  describe.each(['dev', 'staging', 'prod'])('%s', (environment) => {
    let root: ClusterObject;
    let applications: readonly ClusterObject[];
    beforeAll(async () => {
      root = (await documents(text(`argocd/${environment}.yaml`)))[0]!;
      const values = valueFilesOf(specOf(root)).map(text);
      applications = must(await render(chartRenderer!, [{ chart: fleet, values }]))[0]!.objects;
    });

    it('is made of Applications without fault, all of one revision', () => {
      const all = [root, ...applications];
      expect(all.flatMap(schemaFaults)).toEqual([]);
      expect(applicationFaults(project, [root], files)).toEqual([]);
      expect(applicationFaults(project, applications, files)).toEqual([]);
      const ours = all.flatMap((each) => sourcesOf(specOf(each))).filter(({ chart }) => chart === undefined);
      expect(new Set(ours.map(({ repoURL, targetRevision }) => `${repoURL} ${targetRevision}`)).size).toBe(1);
    });

    it('has a fleet without fault, of which the project lets everything in', async () => {
      const application = applications.find(({ metadata }) => metadata.name.endsWith('-parley'))!;
      const values = valueFilesOf(specOf(application)).map(text);
      const [rendered] = await render(chartRenderer!, [{ chart: parley, values }]);
      expect(faultsOf(parley, rendered!)).toEqual([]);
      const { objects } = must([rendered!])[0]!;
      const tests = (object: ClusterObject): boolean => object.metadata.annotations?.['helm.sh/hook'] === 'test';
      expect(
        strangersTo(
          project,
          objects.filter((object) => !tests(object)),
        ),
      ).toEqual([]);
    });

    it('asks nobody before it is applied, unless it is prod', () => {
      const automated = applications.map((each) => specOf(each).syncPolicy.automated !== undefined);
      expect(new Set(automated)).toEqual(new Set([environment !== 'prod']));
    });
  });

  it.each([
    ['a fleet that does not wait for its bus', `"wave" "1"`, `"wave" "0"`, /nats is not there before the fleet/],
    [
      'a chart from elsewhere',
      'repoURL: {{ $chart.repository }}',
      'repoURL: https://charts.example',
      /may not come from/,
    ],
    ['another namespace', 'namespace: {{ $namespace }} }', 'namespace: default }', /may not be put into default/],
    ['a values file that is not there', 'values/parley-', 'values/parlay-', /parlay-dev\.yaml, which is not there/],
    ['whatever is newest', '{{ $chart.version | quote }}', `'*'`, /takes whatever is newest/],
    ['the newest of a line', '{{ $chart.version | quote }}', `2.12.*`, /takes whatever is newest: 2\.12\.\*/],
    [
      'a fleet that cannot be rolled back',
      '  source:\n    repoURL:',
      '  sources:\n  - repoURL:',
      /would not roll it back/,
    ],
    ['a misspelt field', 'releaseName: parley', 'releaseNames: parley', /unknown field .*releaseNames/],
  ])('finds %s', async (_, from, to, found) => {
    const file = 'templates/applications.yaml';
    const mistaken = { ...fleet, [file]: fleet[file]!.replace(from, to) };
    expect(mistaken[file]).not.toBe(fleet[file]);
    const [{ objects }] = must(await render(chartRenderer!, [{ chart: mistaken, values: ['environment: dev'] }])) as [
      Rendered,
    ];
    const faults = [...objects.flatMap(schemaFaults), ...applicationFaults(project, objects, files)];
    expect(faults.join('\n')).toMatch(found);
  });

  it('gives NATS users whose passwords nats-server reads from its environment', () => {
    const folder = mkdtempSync(join(tmpdir(), 'parley-nats-'));
    const { config, container } = JSON.parse(text('argocd/generated/nats-users.json')) as {
      config: { merge: object };
      container: { env: Record<string, object> };
    };
    // As the chart writes it: what stands in << >> loses its quotes.
    const written = JSON.stringify(config.merge).replaceAll(/"<< (.*?) >>"/g, '$1');
    writeFileSync(join(folder, 'nats.conf'), written);
    const passwords = Object.fromEntries(Object.keys(container.env).map((key) => [key, `secret-of-${key}`]));
    const test = (env: Record<string, string>) =>
      execFileSync(natsServer!, ['-t', '-c', join(folder, 'nats.conf')], { env, stdio: 'pipe' });
    expect(() => test(passwords)).not.toThrow();
    expect(() => test({})).toThrow(/PARLEY_NATS_GATEWAY_PASSWORD/);
    rmSync(folder, { recursive: true });
  });
});
