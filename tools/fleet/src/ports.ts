import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below the range that systems hand out to outgoing connections, so that none of those can take a port meanwhile. */
const LOWEST = 15_000;
const HIGHEST = 31_999;

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });

/** So many ports that nobody listens on, each other than `taken`. */
export const freePorts = async (count: number, taken: ReadonlySet<number> = new Set()): Promise<number[]> => {
  const found = new Set<number>();
  while (found.size < count) {
    const port = randomInt(LOWEST, HIGHEST + 1);
    if (!taken.has(port) && (await isFree(port))) found.add(port);
  }
  return [...found];
};

/** The wished port, or the next above it that is free and not `taken`. */
export const freePortFrom = async (wished: number, taken: ReadonlySet<number> = new Set()): Promise<number> => {
  for (let port = wished; port < 65_536; port++) {
    if (!taken.has(port) && (await isFree(port))) return port;
  }
  throw new Error(`no port from ${wished} on is free`);
};
