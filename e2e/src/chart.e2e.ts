import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { chartRenderer, readChart, render, workloadsOf, type Rendered } from '@parley/charts';
import { findNatsServer, findRedisServer, fleetPlan, services, Supervisor, type FleetPlan } from '@parley/fleet';
import { tempFolder } from '@parley/testing';
import { remotePorts } from './chart/connections.js';
import { asDeployed } from './chart/planned.js';

const project = resolve(import.meta.dirname, '../..');
const chart = readChart(join(project, 'helm', 'parley'));
const guide = readFileSync(join(project, 'docs', 'deploy.md'), 'utf8');

type Connections = Record<string, { reaches: Record<string, unknown> }>;

(chartRenderer ? describe : describe.skip)(
  'the fleet as the chart deploys it (real: everything but the cluster)',
  () => {
    const folder = tempFolder('chart');
    const exits = new Map<string, number | null>();
    let rendered: Rendered;
    let plan: FleetPlan;
    let fleet: Supervisor;

    beforeAll(async () => {
      const [result] = await render(chartRenderer!, [{ chart, values: [] }]);
      rendered = result as Rendered;
      const bin = join(project, '.parley', 'bin');
      const tell = (line: string) => process.stderr.write(`${line}\n`);
      const servers = { nats: await findNatsServer(bin, tell), redis: await findRedisServer(tell) };
      plan = await fleetPlan({ projectFolder: project, stateFolder: folder.path, servers });
      fleet = new Supervisor(plan.stateFolder, asDeployed(plan, rendered.objects));
      fleet.on((event) => {
        if (event.kind === 'exited') exits.set(event.name, event.code);
      });
      await fleet.start();
    });
    afterAll(async () => {
      await fleet?.stop();
      folder.remove();
    });

    it('becomes ready in the environment that its containers have', () => {
      expect(services.filter((service) => fleet.pid(service) === undefined)).toEqual([]);
      const variables = workloadsOf(rendered.objects).flatMap(({ pod }) =>
        pod.containers.flatMap(({ env = [] }) => env),
      );
      expect(variables.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['PARLEY_NATS_PASSWORD', 'PARLEY_INDEX']),
      );
    });

    it('passes the chart’s own test', () => {
      const test = workloadsOf(rendered.objects).find(({ kind }) => kind === 'Pod')!;
      const args = test.pod.containers[0]!.args!.map((arg) =>
        arg.replace('http://parley-gateway:8080', plan.gatewayUrls[0]!),
      );
      const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      expect({ status, stdout }).toEqual({ status: 0, stdout: '{ ready: 200, unknown: 401 }\n' });
    });

    it('signs the first company up as docs/deploy.md says', async () => {
      const [, body] = /api\/v1\/tenants[^']*'[^']*'[^']*'(\{[^']*\})'/s.exec(guide)!;
      const reply = await fetch(`${plan.gatewayUrls[0]}/api/v1/tenants`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': 'first-company' },
        body: body!,
      });
      expect(await reply.json()).toMatchObject({ data: { tenant: { slug: 'acme', widget_key: expect.any(String) } } });
    });

    (process.platform === 'linux' ? it : it.skip)('connects where its policies let it, and nowhere else', () => {
      const connections = JSON.parse(chart['generated/connections.json']!) as Connections;
      const place = (port: number): string => {
        const server = plan.processes.find(({ ready }) => ready.port === port);
        return server?.name.replace(/-server$/, '') ?? `port ${port}`;
      };
      const found = services.map((service) => [
        service,
        [...new Set(remotePorts(fleet.pid(service)!).map(place))].sort(),
      ]);
      const allowed = services.map((service) => [
        service,
        Object.keys(connections[service]!.reaches)
          .filter((each) => ['nats', 'redis'].includes(each))
          .sort(),
      ]);
      expect(Object.fromEntries(found)).toEqual(Object.fromEntries(allowed));
    });

    it('ends by itself, in less time than its pods have', async () => {
      const began = performance.now();
      await fleet.stop();
      const grace = workloadsOf(rendered.objects).map(({ pod }) => pod.terminationGracePeriodSeconds ?? 30);
      expect(Math.min(...grace) * 1000).toBeGreaterThan(performance.now() - began);
      expect(services.map((service) => [service, exits.get(service)])).toEqual(services.map((service) => [service, 0]));
    });
  },
);
