import { createServer } from 'node:http';

/** What a process of a chain is told: JSON in its first argument. */
export const settings = JSON.parse(process.argv[2]);

/** Says to the supervisor that the process can work, as every service does, over HTTP on a port of its own. */
export function ready() {
  createServer((_request, response) => response.end('ok')).listen(settings.health_port, '127.0.0.1');
}

/** On SIGTERM: `finish`, then leave. */
export function onStop(finish) {
  process.once('SIGTERM', async () => {
    await finish();
    process.exit(0);
  });
}
