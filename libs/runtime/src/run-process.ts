import { describe } from './logger.js';
import { ConfigError } from './settings.js';
import type { RunningService } from './start-service.js';

/** The last line of its log. A message may quote what customers wrote, but not that of a start. */
function fail(service: string, msg: string, error: unknown, withMessage = false): never {
  const head = { level: 'fatal', time: new Date(), service, pid: process.pid };
  process.stderr.write(`${JSON.stringify({ ...head, error: describe(error, withMessage), msg })}\n`);
  process.exit(1);
}

/** A wrong setting is told to whoever typed it. */
function failToStart(service: string, error: unknown): never {
  const msg = 'the service did not start';
  if (!(error instanceof ConfigError)) return fail(service, msg, error, true);
  process.stderr.write(`${msg}: ${error.message}\n`);
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
  process.on('uncaughtException', (error) => fail(service, 'uncaught', error));
  try {
    const config = readConfig();
    const starting = Promise.resolve(config).then(start);
    const stop = () =>
      starting
        .then((service) => service.stop())
        .then(
          () => process.exit(0),
          (error) => fail(service, 'stopping failed', error),
        );
    process.once('SIGTERM', stop).once('SIGINT', stop);
    if (config.supervised) process.stdin.once('close', stop).once('end', stop).resume();
    await starting;
  } catch (error) {
    failToStart(service, error);
  }
}
