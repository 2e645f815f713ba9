import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { IngestionJob } from '@parley/contracts';
import {
  type Company,
  type ModelDouble,
  type RunningFleet,
  says,
  signUpCompany,
  startFleet,
  startModelDouble,
} from '@parley/testing';
import { type ReceivedSpan, type TraceReceiver, startTraceReceiver } from './observability/trace-receiver.js';

/** What a customer wrote, and nobody else may read. */
const secret = 'xq7-zeppelin-garden';

describe('one turn as a trace and as lines of logs (real: the whole fleet, SDKs; double: the model, the receiver)', () => {
  let fleet: RunningFleet;
  let double: ModelDouble;
  let receiver: TraceReceiver;
  let company: Company;

  beforeAll(async () => {
    [double, receiver] = await Promise.all([startModelDouble(), startTraceReceiver()]);
    double.script = () => says('You can return a zeppelin within 30 days [1].');
    fleet = await startFleet({
      variables: {
        ...double.variables,
        PARLEY_LLM_CHAIN: 'openai:first',
        PARLEY_LOG_LEVEL: 'info',
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        PARLEY_TRACE_RATIO: '1',
      },
    });
    company = await signUpCompany(fleet.api);
    const { owner_token: token } = company;
    const path = '/knowledge-base/documents/ingest';
    const body = { name: 'returns.md', content: '# Returns\n\nYou can return a zeppelin within 30 days.\n' };
    let job = await fleet.api.data<IngestionJob>('POST', path, { token, body });
    while (job.status !== 'done') {
      await sleep(50);
      job = await fleet.api.data('GET', `${path}/${job.job_id}/status`, { token });
    }
  }, 120_000);
  afterAll(async () => {
    await fleet?.stop();
    receiver?.close();
    await double?.close();
  }, 60_000);

  const client = { trace_id: '4bf92f3577b34da6a3ce929d0e0e4736', span: '00f067aa0ba902b7' };
  const secondTrace = 'a3ce929d0e0e47364bf92f3577b34da6';
  const chat = (message: string, headers: Record<string, string> = {}) =>
    fleet.api.data<{ answer: { text: string; method: string } }>('POST', '/chat', {
      widget_key: company.widget_key,
      body: { message },
      headers,
    });
  const received = async (trace_id: string, names: readonly string[]): Promise<ReceivedSpan[]> => {
    for (let look = 0; look < 100; look += 1) {
      const spans = receiver.spans.filter((span) => span.trace_id === trace_id);
      if (names.every((name) => spans.some((span) => span.name === name))) return spans;
      await sleep(100);
    }
    return receiver.spans.filter((span) => span.trace_id === trace_id);
  };

  it('is one trace from the door over the bus and the stores to the model, each step under the one that began it', async () => {
    const { answer } = await chat('can I return a zeppelin?', {
      traceparent: `00-${client.trace_id}-${client.span}-01`,
    });
    expect(answer.method).toBe('llm');
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
      client.trace_id,
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
      door: client.span,
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
    expect(step('composing').facts).toMatchObject({ tenant: company.tenant_id });
  }, 60_000);

  it('tells neither traces nor logs what customers write, also where something fails', async () => {
    await chat(`my word is ${secret}, can I return a zeppelin?`);
    double.script = () => ({ kind: 'error', status: 400, code: 'bad', message: `not ${secret}` });
    await chat(`again ${secret}: can I return a zeppelin?`);
    await fleet.supervisor.down('nlu', 'SIGKILL');
    await chat(`and ${secret}`);
    const refused = { widget_key: company.widget_key, body: { message: secret, [secret]: secret } };
    expect((await fleet.api.ask('POST', '/chat', refused)).status).toBe(400);
    const headers = { traceparent: `00-${secondTrace}-${client.span}-01` };
    const failed = { token: company.owner_token, body: { text: secret }, headers };
    expect((await fleet.api.ask('POST', '/nlu/parse', failed)).status).toBe(503);
    await fleet.supervisor.up('nlu');
    const logs = Object.fromEntries(
      fleet.supervisor.names.map((name) => [name, readFileSync(fleet.supervisor.logPath(name), 'utf8')]),
    );
    const lines = logs['gateway']!.split('\n').filter((line) => line.includes('request failed'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: 'warn',
        service: 'gateway',
        tenant: company.tenant_id,
        trace_id: secondTrace,
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
