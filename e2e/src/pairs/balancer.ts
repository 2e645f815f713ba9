import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** One address before several: what comes in goes to whoever takes it, in turn. */
export interface Balancer {
  readonly url: string;
  stop(): Promise<void>;
}

export async function startBalancer(urls: readonly string[]): Promise<Balancer> {
  const ports = urls.map((url) => Number(new URL(url).port));
  const open = new Set<Socket>();
  let turn = 0;
  const server = createServer((client) => {
    turn += 1;
    open.add(client);
    client.on('error', () => undefined).once('close', () => open.delete(client));
    pass(client, ports.map((_, at) => ports[(turn + at) % ports.length]!)); // prettier-ignore
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Where nobody listens the next one is tried; what breaks later breaks for the client, too. */
function pass(client: Socket, [port, ...others]: readonly number[]): void {
  if (port === undefined) return void client.destroy();
  const server = connect(port, '127.0.0.1');
  const failed = () => pass(client, others);
  server.once('error', failed).once('connect', () => {
    server.off('error', failed).on('error', () => client.destroy());
    server.once('close', () => client.destroy());
    client.once('close', () => server.destroy());
    client.pipe(server).pipe(client);
  });
}
