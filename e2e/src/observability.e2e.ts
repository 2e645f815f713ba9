import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type Company,
  type ModelDouble,
  type RunningFleet,
  type RunningPrometheus,
  observabilityFolder,
  prometheusPrograms,
  says,
  signUpCompany,
  startFleet,
  startModelDouble,
  startPrometheus,
} from '@parley/testing';
import { commandsOf, measuresOf, panelsOf } from './observability/shipped.js';

const run = promisify(execFile);
const projectFolder = join(observabilityFolder, '..', '..');
const programs = await prometheusPrograms();
const measured = programs ? describe : describe.skip;
/** A machine may have none. */
const otherCurl =
  'command -v curl > /dev/null || curl() { node -e \'fetch(process.argv.at(-1)).then((r) => r.text()).then(console.log)\' -- "$@"; }';
/** Faults must last so long before they are told, in seconds; the rules say minutes. */
const HOLD_S = 2;

measured('what operators see (real: the whole fleet, Prometheus with the shipped rules; double: the model)', () => {
  let fleet: RunningFleet;
  let double: ModelDouble;
  let prometheus: RunningPrometheus;
  let company: Company;

  const chat = (message: string) =>
    fleet.api.ask('POST', '/chat', { widget_key: company.widget_key, body: { message }, timeout_ms: 60_000 });
  const until = async (done: () => Promise<boolean>): Promise<boolean> => {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      if (await done()) return true;
      await sleep(300);
    }
    return false;
  };
  const firing = async (): Promise<Record<string, string>[]> =>
    (await prometheus.query('ALERTS{alertstate="firing"}')).map(({ labels }) => labels);
  const fires = (alertname: string, labels: Record<string, string>) =>
    until(async () =>
      (await firing()).some(
        (fired) =>
          fired['alertname'] === alertname && Object.entries(labels).every(([name, value]) => fired[name] === value),
      ),
    );

  beforeAll(async () => {
    double = await startModelDouble();
    double.script = () => says('You can return anything within 30 days [1].');
    fleet = await startFleet({ variables: { ...double.variables, PARLEY_LLM_CHAIN: 'openai:first' } });
    [company, prometheus] = await Promise.all([
      signUpCompany(fleet.api),
      startPrometheus(programs!, fleet.plan.healthUrls, HOLD_S),
    ]);
  }, 120_000);
  afterAll(async () => {
    await prometheus?.stop();
    await fleet?.stop();
    await double?.close();
  }, 60_000);

  it('every panel of the dashboard shows data', async () => {
    const article = { name: 'returns.md', content: '# Returns\n\nYou can return an item within 30 days.\n' };
    const path = '/knowledge-base/documents/ingest';
    await fleet.api.data('POST', path, { token: company.owner_token, body: article });
    const panels = panelsOf(join(observabilityFolder, 'grafana', 'dashboards', 'fleet.json'));
    expect(panels.length).toBeGreaterThan(30);
    const isEmpty = async ({ expression }: { expression: string }): Promise<boolean> => {
      const found = await prometheus.query(expression.replaceAll('$__rate_interval', '30s'));
      return found.length === 0 || found.every(({ value }) => Number.isNaN(value));
    };
    let empty = panels;
    await until(async () => {
      await Promise.all(['hello', 'how can I return an item?', 'I want to talk to a person'].map(chat));
      const still = await Promise.all(empty.map(isEmpty));
      empty = empty.filter((_, at) => still[at]);
      return empty.length === 0;
    });
    expect(empty).toEqual([]);
    expect(await firing()).toEqual([]);
  }, 60_000);

  it('the page of measures lists those that there are, and no others', async () => {
    const texts = await Promise.all(
      Object.values(fleet.plan.healthUrls).map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    const there = texts.flatMap((text) => [...text.matchAll(/^# TYPE (parley_\w+) (\w+)$/gm)]).map(([, name]) => name!);
    const page = readFileSync(join(projectFolder, 'docs', 'observability.md'), 'utf8');
    expect(measuresOf(page).toSorted()).toEqual([...new Set(there)].toSorted());
  });

  it('every command of the runbooks works', async () => {
    const folder = join(projectFolder, 'docs', 'runbooks');
    const blocks = readdirSync(folder).flatMap((name) => commandsOf(readFileSync(join(folder, name), 'utf8')));
    expect(blocks.length).toBeGreaterThan(20);
    const { env } = fleet.supervisor.spec('gateway');
    const variables = {
      PATH: `${dirname(programs!.promtool)}:${env['PATH']}`,
      HOME: env['HOME'] ?? '/',
      PROMETHEUS: prometheus.url,
      HEALTH: fleet.plan.healthUrls['orchestrator']!,
      PARLEY_NATS_URL: fleet.plan.natsUrl,
      PARLEY_NATS_PASSWORD: env['PARLEY_NATS_PASSWORD']!,
    };
    const bash = (script: string) =>
      run('bash', ['-ec', `${otherCurl}\n${script}`], { cwd: projectFolder, env: variables });
    const failed: unknown[] = [];
    for (const block of blocks) await bash(block).catch((error: Error) => failed.push(error.message));
    expect(failed).toEqual([]);
  }, 60_000);

  it('tells of a service that is held down and of the breaker that opens over it, and when both are over', async () => {
    await fleet.supervisor.down('nlu', 'SIGKILL');
    // Judged over ten seconds, and those before the fault were good.
    const visitors = setInterval(() => void chat('hello').catch(() => undefined), 250);
    try {
      expect(await fires('ServiceDown', { service: 'nlu', severity: 'critical' })).toBe(true);
      expect(await fires('BreakerOpen', { service: 'orchestrator', breaker: 'nlu' })).toBe(true);
    } finally {
      clearInterval(visitors);
    }
    await fleet.supervisor.up('nlu');
    const over = await until(async () => {
      await chat('hello');
      return !(await firing()).some(({ alertname }) => alertname === 'ServiceDown' || alertname === 'BreakerOpen');
    });
    expect(over).toBe(true);
  }, 90_000);

  it('tells when the services lose the bus, and when they have it again', async () => {
    await fleet.supervisor.down('nats-server', 'SIGKILL');
    expect(await fires('BusLost', { service: 'gateway' })).toBe(true);
    await fleet.supervisor.up('nats-server');
    expect(await until(async () => !(await firing()).some(({ alertname }) => alertname === 'BusLost'))).toBe(true);
  }, 90_000);
});
