import { describe } from './logger.js';
import { ConfigError } from './settings.js';
import type { RunningService } from './start-service.js';

function failUncaught(service: string, error: unknown): never {
  const head = { level: 'fatal', time: new Date(), service, pid: process.pid };
  const line = { ...head, error: describe(error, false), msg: 'uncaught' };
  process.stderr.write(`${JSON.stringify(line)}\n`);
  process.exit(1);
}

function fail(what: string, error: unknown): never {
  const reason = error instanceof ConfigError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${what}: ${reason}\n`);
  process.exit(1);
}

/**
 * Runs one service as this process: stops it on SIGTERM and SIGINT (and, when supervised, as soon as standard input
 * closes, so that it never outlives its supervisor), ends with 1 on a wrong setting and on whatever nobody caught.
 */
export async function runProcess<C extends { readonly supervised: boolean }>(
  service: string,
  readConfig: () => C,
  start: (config: C) => Promise<RunningService>,
): Promise<void> {
  process.on('uncaughtException', (error) => failUncaught(service, error));
  try {
    const config = readConfig();
    const starting = Promise.resolve(config).then(start);
    const stop = () =>
      starting
        .then((service) => service.stop())
        .then(
          () => process.exit(0),
          (error) => fail('stopping failed', error),
        );
    process.once('SIGTERM', stop).once('SIGINT', stop);
    if (config.supervised) process.stdin.once('close', stop).once('end', stop).resume();
    await starting;
  } catch (error) {
    fail('the service did not start', error);
  }
}
