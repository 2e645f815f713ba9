/** `ready.mjs [URL]`: ends with 0 where the service in this container says that it is ready. */
import { get } from 'node:http';

const [url = `http://127.0.0.1:${process.env.PARLEY_HEALTH_PORT}/health/ready`] = process.argv.slice(2);

get(url, { timeout: 4_000 }, ({ statusCode }) => process.exit(statusCode === 200 ? 0 : 1))
  .on('timeout', () => process.exit(1))
  .on('error', () => process.exit(1));
