import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { services } from '@parley/contracts';
import { parse, parseAllDocuments } from 'yaml';
import { readWorkflow } from './workflows.js';

const folder = join(import.meta.dirname, '../../..');
const read = (...path: string[]): string => readFileSync(join(folder, ...path), 'utf8');

/** The scripts of a pipeline that are this repository's own, such as `.ci/run`. */
const scriptsIn = (commands: readonly string[]): string[] =>
  commands.flatMap((command) => [...command.matchAll(/\.ci\/\w+/g)].map(([script]) => script));

const workflows = readdirSync(join(folder, '.github/workflows'));

describe('workflows (real: GitHub’s own parser)', () => {
  it.each(workflows)('%s is taken, its actions are pinned by commit and its scripts exist', async (file) => {
    const { errors, steps } = await readWorkflow(file, read('.github/workflows', file));
    expect(errors).toEqual([]);
    expect(steps.length).toBeGreaterThan(1);
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    for (const script of scriptsIn(steps.flatMap(({ run }) => run ?? [])))
      expect(existsSync(join(folder, script))).toBe(true);
  });

  it.each([
    ['a key that GitHub does not know', 'runs-on:', 'run-on:'],
    ['a need of nothing', '[tests, compose]', '[tests, compse]'],
    ['an expression that cannot be read', '&& github.ref_name', '&& github.ref_name ('],
    ['a context that there is not', 'secrets.GITHUB_TOKEN', 'secret.GITHUB_TOKEN'],
  ])('are found out with %s', async (_, from, to) => {
    const text = read('.github/workflows/images.yml');
    expect(text).toContain(from);
    expect((await readWorkflow('images.yml', text.replaceAll(from, to))).errors).not.toEqual([]);
  });
});

interface Job {
  readonly uses?: string;
  readonly needs?: readonly string[];
}

describe('publishing', () => {
  it('waits for the tests and the fleet of images, whoever runs it', () => {
    const { jobs } = parse(read('.github/workflows/images.yml')) as { readonly jobs: Readonly<Record<string, Job>> };
    const { tests, publish, ...others } = jobs;
    expect(existsSync(join(folder, tests!.uses!))).toBe(true);
    expect([...publish!.needs!].sort()).toEqual([...Object.keys(others), 'tests'].sort());
    const ci = parse(read('.github/workflows/ci.yml')) as { readonly concurrency: { readonly group: string } };
    // Otherwise the tests of a commit and those of its images end one another.
    expect(ci.concurrency.group).toContain('github.workflow');
  });
});

interface DronePipeline {
  readonly kind: string;
  readonly type: string;
  readonly name: string;
  readonly depends_on?: readonly string[];
  readonly steps: readonly DroneStep[];
  readonly services?: readonly DroneStep[];
  readonly volumes?: readonly { readonly name: string }[];
}

interface DroneStep {
  readonly image: string;
  readonly commands?: readonly string[];
  readonly volumes?: readonly { readonly name: string }[];
}

describe('.drone.yml', () => {
  const documents = parseAllDocuments(read('.drone.yml'), { strict: true });
  const pipelines = documents.map((document) => document.toJS() as DronePipeline);

  it('is pipelines of pinned images that refer to what exists', () => {
    expect(documents.flatMap((document) => ('errors' in document ? document.errors : []))).toEqual([]);
    const names = pipelines.map(({ name }) => name);
    for (const { kind, type, depends_on = [], steps, services: beside = [], volumes = [] } of pipelines) {
      expect({ kind, type }).toEqual({ kind: 'pipeline', type: 'docker' });
      expect(names).toEqual(expect.arrayContaining([...depends_on]));
      const mounted = [...steps, ...beside].flatMap((step) => step.volumes ?? []).map(({ name }) => name);
      expect(volumes.map(({ name }) => name)).toEqual(expect.arrayContaining(mounted));
      for (const { image } of [...steps, ...beside]) expect(image).toMatch(/:\d+\.\d+\.\d+/);
    }
  });

  it('runs the scripts that GitHub’s workflows run', async () => {
    const drone = scriptsIn(pipelines.flatMap(({ steps }) => steps).flatMap(({ commands }) => commands ?? []));
    const github = await Promise.all(workflows.map((file) => readWorkflow(file, read('.github/workflows', file))));
    const others = scriptsIn(github.flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? [])));
    // GitHub's runner has an engine that starts compose, too.
    expect([...new Set(drone), '.ci/compose'].sort()).toEqual([...new Set(others)].sort());
    for (const script of others) expect(existsSync(join(folder, script))).toBe(true);
  });
});

describe('the scripts of CI', () => {
  it.each(readdirSync(join(folder, '.ci')))('%s is a script that its shell can read', (script) => {
    const [, shell] = /^#!\S*[/ ](\w+)\n/.exec(read('.ci', script))!;
    expect(() => execFileSync(shell!, ['-n', join(folder, '.ci', script)], { stdio: 'pipe' })).not.toThrow();
  });

  it('publish builds every image there is, each by name', () => {
    const place = mkdtempSync(join(tmpdir(), 'parley-publish-'));
    const docker = join(place, 'docker');
    writeFileSync(docker, `#!/bin/sh\necho "$@" >> ${place}/asked\n`);
    chmodSync(docker, 0o755);
    const publish = (...args: string[]) =>
      execFileSync('sh', [join(folder, '.ci/publish'), ...args], {
        env: { PATH: `${place}:/usr/bin:/bin` },
        stdio: 'pipe',
      });
    publish('registry.example', '1.2.3');
    const asked = readFileSync(join(place, 'asked'), 'utf8').trim().split('\n');
    const tags = asked.map((line) => /APP=(\S+) --tag (\S+) --push/.exec(line)!.slice(1));
    const images = [...services, 'demo-shop', 'start'];
    expect(tags.sort()).toEqual(images.map((app) => [app, `registry.example/parley/${app}:1.2.3`]).sort());
    expect(() => publish('registry.example', 'latest')).toThrow();
    expect(() => publish('registry.example')).toThrow();
    rmSync(place, { recursive: true });
  });
});

interface SpinnakerStage {
  readonly refId: string;
  readonly requisiteStageRefIds: readonly string[];
  readonly manifestArtifactId?: string;
  readonly inputArtifacts?: readonly { readonly id: string }[];
  readonly expectedArtifacts?: readonly { readonly id: string }[];
  readonly url?: string;
}

describe('the pipeline of Spinnaker', () => {
  const pipeline = JSON.parse(read('deploy/spinnaker/pipeline.json')) as {
    readonly stages: readonly SpinnakerStage[];
    readonly parameterConfig: readonly { readonly name: string }[];
    readonly expectedArtifacts: readonly { readonly id: string; readonly matchArtifact: { readonly name: string } }[];
  };

  it('has stages that wait for earlier ones and take artifacts that are there by then', () => {
    const done = new Set<string>();
    const there = new Set(pipeline.expectedArtifacts.map(({ id }) => id));
    for (const {
      refId,
      requisiteStageRefIds,
      manifestArtifactId,
      inputArtifacts = [],
      expectedArtifacts = [],
    } of pipeline.stages) {
      expect([...done]).toEqual(expect.arrayContaining([...requisiteStageRefIds]));
      const taken = [...inputArtifacts.map(({ id }) => id), ...(manifestArtifactId ? [manifestArtifactId] : [])];
      expect([...there]).toEqual(expect.arrayContaining(taken));
      done.add(refId);
      for (const { id } of expectedArtifacts) there.add(id);
    }
    expect(done.size).toBe(pipeline.stages.length);
  });

  it('asks what the ingress lets in', () => {
    const [, list] = /range list (.*?) \}\}/.exec(read('helm/parley/templates/ingress.yaml'))!;
    const open = list!.match(/[^" ]+/g)!;
    const asked = pipeline.stages.flatMap(({ url }) => (url ? new URL(url).pathname : []));
    expect(asked.length).toBe(2);
    expect(asked.filter((path) => !open.some((each) => path.startsWith(each)))).toEqual([]);
  });

  it('takes values that exist, and parameters that it asks for', () => {
    const files = pipeline.expectedArtifacts
      .map(({ matchArtifact }) => matchArtifact.name)
      .filter((name) => name.endsWith('.yaml'));
    expect(files.length).toBe(2);
    for (const file of files) expect(existsSync(join(folder, file))).toBe(true);
    const used = [...JSON.stringify(pipeline).matchAll(/\$\{parameters\.(\w+)\}/g)].map(([, name]) => name);
    expect([...new Set(used)].sort()).toEqual(pipeline.parameterConfig.map(({ name }) => name).sort());
  });
});
