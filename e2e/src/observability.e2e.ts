import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IngestionJob } from '@parley/contracts';
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
import { commandsOf, mayFindNothing, measuresOf, panelsOf } from './observability/shipped.js';
import { type ReceivedSpan, type TraceReceiver, startTraceReceiver } from './observability/trace-receiver.js';

const run = promisify(execFile);
const projectFolder = join(observabilityFolder, '..', '..');
const programs = await prometheusPrograms();
const measured = programs ? it : it.skip;
/** A machine may have none. */
const otherCurl =
  'command -v curl > /dev/null || curl() { node -e \'fetch(process.argv.at(-1)).then((r) => r.text()).then(console.log)\' -- "$@"; }';
/** Faults must last so long before they are told, in seconds; the rules say minutes. */
const HOLD_S = 2;

/** What a customer wrote, and nobody else may read. */
const secret = 'xq7-zeppelin-garden';
/** As a caller's own tracing would send them. */
const traces = { turn: '4bf92f3577b34da6a3ce929d0e0e4736', failure: 'a3ce929d0e0e47364bf92f3577b34da6' };
const caller = '00f067aa0ba902b7';

describe('what operators see (real: the whole fleet, Prometheus with the shipped rules; double: the model, the receiver of traces)', () => {
  let fleet: RunningFleet;
  let double: ModelDouble;
  let prometheus: RunningPrometheus;
  let receiver: TraceReceiver;
  let company: Company;

  const chat = (message: string, headers: Record<string, string> = {}) =>
    fleet.api.ask<{ answer: { method: string } }>('POST', '/chat', {
      widget_key: company.widget_key,
      body: { message },
      headers,
      timeout_ms: 60_000,
    });
  const until = async (done: () => Promise<boolean>): Promise<boolean> => {
    const end = Date.now() + 30_000;
    while (Date.now() < end) {
      if (await done()) return true;
      await sleep(300);
    }
    return false;
  };
  /** The trace that points to this one of the caller. */
  const received = async (asked: string, names: readonly string[]): Promise<ReceivedSpan[]> => {
    const spans = () => {
      const first = receiver.spans.find(({ links }) => links.includes(asked));
      return receiver.spans.filter(({ trace_id }) => trace_id === first?.trace_id);
    };
    for (let look = 0; look < 100; look += 1) {
      if (names.every((name) => spans().some((span) => span.name === name))) break;
      await sleep(100);
    }
    return spans();
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
    [double, receiver] = await Promise.all([startModelDouble(), startTraceReceiver()]);
    double.script = () => says('You can return anything within 30 days [1].');
    fleet = await startFleet({
      variables: {
        ...double.variables,
        PARLEY_LLM_CHAIN: 'openai:first',
        PARLEY_LLM_PRICES: 'openai:first=2.50/10',
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        PARLEY_TRACE_RATIO: '1',
      },
    });
    company = await signUpCompany(fleet.api);
    if (programs) prometheus = await startPrometheus(programs, fleet.plan.healthUrls, HOLD_S);
    const { owner_token: token } = company;
    const path = '/knowledge-base/documents/ingest';
    const body = { name: 'returns.md', content: '# Returns\n\nYou can return an item within 30 days.\n' };
    const { job_id } = await fleet.api.data<IngestionJob>('POST', path, { token, body });
    await until(async () => {
      const { status } = await fleet.api.data<IngestionJob>('GET', `${path}/${job_id}/status`, { token });
      return status === 'done';
    });
  }, 120_000);
  afterAll(async () => {
    await prometheus?.stop();
    await fleet?.stop();
    receiver?.close();
    await double?.close();
  }, 60_000);

  measured(
    'every panel of the dashboard shows data',
    async () => {
      const panels = panelsOf(join(observabilityFolder, 'grafana', 'dashboards', 'fleet.json'));
      expect(panels.length).toBeGreaterThan(30);
      const isEmpty = async ({ expression }: { expression: string }): Promise<boolean> => {
        const found = await prometheus.query(expression.replaceAll('$__rate_interval', '30s'));
        return found.length === 0 || found.every(({ value }) => Number.isNaN(value));
      };
      let empty = panels;
      await chat('I want to talk to a person');
      await until(async () => {
        await Promise.all(['hello', 'how can I return an item?'].map((message) => chat(message)));
        const still = await Promise.all(empty.map(isEmpty));
        empty = empty.filter((_, at) => still[at]);
        return empty.length === 0;
      });
      expect(empty).toEqual([]);
      // Rules about speed judge a busy test machine rightly; nothing here may be down, lost or behind.
      const never = new Set(['ServiceDown', 'BusLost', 'DeadLetters', 'EventsBehind', 'RequestsFailing']);
      expect((await firing()).filter(({ alertname }) => never.has(alertname!))).toEqual([]);
    },
    60_000,
  );

  it('the page of measures lists those that there are, and no others', async () => {
    const texts = await Promise.all(
      Object.values(fleet.plan.healthUrls).map(async (url) => (await fetch(`${url}/metrics`)).text()),
    );
    const there = texts.flatMap((text) => [...text.matchAll(/^# TYPE (parley_\w+) (\w+)$/gm)]).map(([, name]) => name!);
    const page = readFileSync(join(projectFolder, 'docs', 'observability.md'), 'utf8');
    expect(measuresOf(page).toSorted()).toEqual([...new Set(there)].toSorted());
  });

  measured(
    'every command of the runbooks works and finds what is always there',
    async () => {
      const folder = join(projectFolder, 'docs', 'runbooks');
      const commands = readdirSync(folder).flatMap((name) => commandsOf(readFileSync(join(folder, name), 'utf8')));
      expect(commands.length).toBeGreaterThan(20);
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
      const silent: string[] = [];
      for (const command of commands)
        await bash(command)
          .then(({ stdout }) => {
            if (stdout.trim() === '' && !mayFindNothing(command)) silent.push(command);
            if (command.startsWith('curl')) expect(JSON.parse(stdout)).toHaveProperty('checks');
          })
          .catch((error: Error) => failed.push(error.message));
      expect({ failed, silent }).toEqual({ failed: [], silent: [] });
    },
    180_000,
  );

  measured(
    'tells of a service that is held down and of the breaker that opens over it, and when both are over',
    async () => {
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
    },
    90_000,
  );

  measured(
    'tells when the services lose the bus, and when they have it again',
    async () => {
      await fleet.supervisor.down('nats-server', 'SIGKILL');
      expect(await fires('BusLost', { service: 'gateway' })).toBe(true);
      await fleet.supervisor.up('nats-server');
      expect(await until(async () => !(await firing()).some(({ alertname }) => alertname === 'BusLost'))).toBe(true);
    },
    90_000,
  );

  it('one turn is one trace from the door over the bus and the stores to the model, each step under the one that began it', async () => {
    const { data } = await chat('how can I return an item?', {
      traceparent: `00-${traces.turn}-${caller}-01`,
    });
    expect(data.answer.method).toBe('llm');
    const steps = {
      door: ['gateway', 'HTTP POST'],
      send: ['gateway', 'ask rpc.orchestrator.message.send.v1'],
      sent: ['orchestrator', 'answer rpc.orchestrator.message.send.v1'],
      accept: ['orchestrator', 'store insert entries'],
      read: ['orchestrator', 'ask rpc.nlu.utterance.parse.v1'],
      reading: ['nlu', 'answer rpc.nlu.utterance.parse.v1'],
      compose: ['orchestrator', 'ask rpc.llm.answer.compose.v1'],
      composing: ['llm', 'answer rpc.llm.answer.compose.v1'],
      model: ['llm', 'model openai:first'],
    } as const;
    const spans = await received(
      traces.turn,
      Object.values(steps).map(([, name]) => name),
    );
    const step = (key: keyof typeof steps): ReceivedSpan =>
      spans.find(({ service, name }) => service === steps[key][0] && name === steps[key][1])!;
    const parents = Object.fromEntries(
      (Object.keys(steps) as (keyof typeof steps)[]).map((key) => {
        const { parent } = step(key) ?? {};
        const above = spans.find(({ id }) => id === parent);
        return [key, above ? `${above.service} ${above.name}` : parent];
      }),
    );
    expect(parents).toEqual({
      door: undefined,
      send: 'gateway HTTP POST',
      sent: 'gateway ask rpc.orchestrator.message.send.v1',
      accept: 'orchestrator answer rpc.orchestrator.message.send.v1',
      read: 'orchestrator answer rpc.orchestrator.message.send.v1',
      reading: 'orchestrator ask rpc.nlu.utterance.parse.v1',
      compose: 'orchestrator answer rpc.orchestrator.message.send.v1',
      composing: 'orchestrator ask rpc.llm.answer.compose.v1',
      model: 'llm answer rpc.llm.answer.compose.v1',
    });
    expect(step('door').facts).toMatchObject({
      'http.route': '/api/v1/chat',
      'http.response.status_code': 200,
    });
    expect(step('composing').facts).toMatchObject({ tenant: company.tenant_id });
  }, 60_000);

  it('neither traces nor logs tell what customers write, also where something fails', async () => {
    await chat(`my word is ${secret}, how can I return an item?`);
    double.script = () => ({ kind: 'error', status: 400, code: 'bad', message: `not ${secret}` });
    await chat(`again ${secret}: how can I return an item?`);
    await fleet.supervisor.down('nlu', 'SIGKILL');
    await chat(`and ${secret}`);
    const refused = { widget_key: company.widget_key, body: { message: secret, [secret]: secret } };
    expect((await fleet.api.ask('POST', '/chat', refused)).status).toBe(400);
    const headers = { traceparent: `00-${traces.failure}-${caller}-01` };
    const failed = { token: company.owner_token, body: { text: secret }, headers };
    expect((await fleet.api.ask('POST', '/nlu/parse', failed)).status).toBe(503);
    await fleet.supervisor.up('nlu');
    const [step] = await received(traces.failure, ['HTTP POST']);
    expect(step).toBeDefined();
    const logs = Object.fromEntries(
      fleet.supervisor.names.map((name) => [name, readFileSync(fleet.supervisor.logPath(name), 'utf8')]),
    );
    const lines = logs['gateway']!.split('\n').filter((line) => line.includes('request failed'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        service: 'gateway',
        tenant: company.tenant_id,
        trace_id: step!.trace_id,
        request_id: expect.any(String),
        route: 'POST /api/v1/nlu/parse',
      }),
    );
    for (const name of Object.keys(fleet.plan.healthUrls))
      for (const line of logs[name]!.trim().split('\n'))
        expect(JSON.parse(line)).toMatchObject({ level: expect.any(String), service: name, msg: expect.any(String) });
    expect(Object.keys(logs).filter((name) => logs[name]!.includes(secret))).toEqual([]);
    expect(receiver.text.includes(secret)).toBe(false);
  }, 60_000);
});
