import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site on this machine whose every page tells of okapis. */
export interface Site {
  /** `127.0.0.1:<port>` */
  readonly host: string;
  close(): void;
}

export async function openSite(): Promise<Site> {
  const page = '<html><h1>Okapis</h1><p>The okapi house opens at noon.</p></html>';
  const server = createServer((_, response) => response.end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
