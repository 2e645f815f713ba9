import { once } from 'node:events';
import { connect } from 'node:net';
import type { FleetPlan } from '@parley/fleet';

/** FLUSHALL, as a hand at a terminal would do it. Without Redis in the fleet there is nothing to empty. */
export async function emptyRedis({ processes }: FleetPlan): Promise<void> {
  const address = processes.map(({ env }) => env['PARLEY_REDIS_URL']).find((url) => url !== undefined);
  if (!address) return;
  const { hostname, port, password } = new URL(address);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`AUTH ${password}\r\nFLUSHALL\r\nQUIT\r\n`);
  const replies: Buffer[] = [];
  socket.on('data', (data: Buffer) => replies.push(data));
  await once(socket, 'close');
  if (!Buffer.concat(replies).toString().startsWith('+OK\r\n+OK\r\n')) throw new Error('Redis was not emptied');
}
