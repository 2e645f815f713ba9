import { HealthServer, type ReadinessCheck } from './health.js';
import { inTime } from './in-time.js';
import type { Logger } from './logger.js';
import type { Metrics } from './metrics.js';
import type { ServiceConfig } from './service-config.js';

/** One step of stopping. Steps run one after the other, in the order they were handed in. */
export interface DrainStep {
  readonly name: string;
  run(): void | Promise<void>;
}

export interface RunningService {
  readonly name: string;
  readonly health_port: number;
  /** Not ready any more, then every drain step, then the health server closes. Safe to call twice. */
  stop(): Promise<void>;
}

/** Longest one drain step may take, in milliseconds; after it the next one runs all the same. */
const STEP_MS = 20_000;

async function drain(steps: readonly DrainStep[], logger: Logger): Promise<void> {
  for (const step of steps) {
    const late = () => {
      throw new Error(`${step.name} took longer than ${STEP_MS} ms`);
    };
    try {
      await inTime(step.run(), STEP_MS, late);
    } catch (error) {
      logger.error('drain step failed', { step: step.name, error });
    }
  }
}

/** Opens health and metrics and knows how to stop: what makes a process a service, whatever it serves. */
export async function startService(options: {
  name: string;
  config: ServiceConfig;
  logger: Logger;
  metrics: Metrics;
  checks: readonly ReadinessCheck[];
  drain: readonly DrainStep[];
}): Promise<RunningService> {
  const { name, config, logger, metrics, checks } = options;
  const health = await HealthServer.listen({
    service: name,
    metrics,
    checks,
    host: config.health_host,
    port: config.health_port,
  });
  let stopping: Promise<void> | undefined;
  const stop = async () => {
    health.drain();
    await drain(options.drain, logger);
    await health.close();
    logger.info('stopped');
  };
  return {
    name,
    health_port: health.port,
    stop: () => (stopping ??= stop()),
  };
}
