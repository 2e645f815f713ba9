import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inTime } from './in-time.js';
import type { Metrics } from './metrics.js';

/** Throws, or rejects, while the service cannot do its work. */
export interface ReadinessCheck {
  readonly name: string;
  check(): void | Promise<void>;
}

type Verdict = { readonly name: string; readonly ok: boolean; readonly reason?: string };

/** Longest a readiness check may take, in milliseconds. */
const PATIENCE_MS = 2000;

async function judge({ name, check }: ReadinessCheck): Promise<Verdict> {
  const late = () => {
    throw new Error(`no answer in ${PATIENCE_MS} ms`);
  };
  try {
    await inTime(check(), PATIENCE_MS, late);
    return { name, ok: true };
  } catch (fault) {
    return { name, ok: false, reason: fault instanceof Error ? fault.message : String(fault) };
  }
}

const json = (response: ServerResponse, status: number, body: object): void => {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};

/**
 * `/health` says that the process is alive and asks nobody; `/health/ready` asks every check, 503 when one fails;
 * `/health/detailed` adds each verdict, uptime and memory; `/metrics` is for Prometheus.
 */
export class HealthServer {
  private readonly started = Date.now();
  private draining = false;
  private readonly server: Server;

  private constructor(
    private readonly service: string,
    private readonly metrics: Metrics,
    private readonly checks: readonly ReadinessCheck[],
  ) {
    this.server = createServer((request, response) => {
      this.answer(request.url ?? '/', response).catch(() => response.destroy());
    });
  }

  static async listen(options: {
    service: string;
    metrics: Metrics;
    /** May still grow after the server listens. */
    checks: readonly ReadinessCheck[];
    host: string;
    port: number;
  }): Promise<HealthServer> {
    const health = new HealthServer(options.service, options.metrics, options.checks);
    await new Promise<void>((resolve, reject) => {
      health.server.once('error', reject).listen(options.port, options.host, resolve);
    });
    return health;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** From here on not ready, so that nothing new is sent here. */
  drain(): void {
    this.draining = true;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async answer(path: string, response: ServerResponse): Promise<void> {
    switch (path.split('?')[0]) {
      case '/health':
        return json(response, 200, { status: 'alive', service: this.service });
      case '/health/ready': {
        const { ready } = await this.verdicts();
        return json(response, ready ? 200 : 503, { ready });
      }
      case '/health/detailed': {
        const { ready, verdicts } = await this.verdicts();
        const memory = process.memoryUsage.rss();
        const uptime_s = (Date.now() - this.started) / 1000;
        return json(response, ready ? 200 : 503, {
          service: this.service,
          ready,
          checks: verdicts,
          uptime_s,
          rss_bytes: memory,
        });
      }
      case '/metrics':
        response.writeHead(200, { 'content-type': this.metrics.contentType }).end(await this.metrics.text());
        return;
      default:
        return json(response, 404, { error: 'not found' });
    }
  }

  private async verdicts(): Promise<{ ready: boolean; verdicts: Verdict[] }> {
    const verdicts = await Promise.all(this.checks.map(judge));
    if (this.draining) verdicts.push({ name: 'draining', ok: false, reason: 'the service is stopping' });
    return { ready: verdicts.every(({ ok }) => ok), verdicts };
  }
}
