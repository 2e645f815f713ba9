import { request } from 'node:http';
import type { Socket } from 'node:net';

/** What a browser asks for a WebSocket with. */
export const upgrade = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
};

/** 101 where the connection becomes another. */
export const statusOf = (url: string, headers: Record<string, string>): Promise<number> =>
  new Promise((resolve, reject) => {
    const asked = request(url, { headers, agent: false });
    asked
      .once('error', reject)
      .once('upgrade', () => resolve(101))
      .once('response', (response) => {
        response.resume();
        resolve(response.statusCode!);
      });
    asked.end();
  });

/** A text of up to 65,535 bytes as a client puts it on the wire. */
export function framed(message: object): Buffer {
  const body = Buffer.from(JSON.stringify(message));
  return Buffer.concat([Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 0xff, 0, 0, 0, 0]), body]);
}

/** A socket that shows what a browser's does not: when it is read, and with which origin it comes. `url` is the address of a WebSocket. */
export function rawSocket(url: string, first: object, headers: Record<string, string> = {}): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers: { ...upgrade, ...headers }, agent: false });
    asked.once('error', reject).once('upgrade', (_response, socket) => {
      socket.on('error', () => undefined);
      socket.write(framed(first));
      resolve(socket as Socket);
    });
    asked.end();
  });
}

/** The first text that comes back. */
export async function handshake(url: string, headers: Record<string, string>, first: object): Promise<string> {
  const socket = await rawSocket(url, first, headers);
  const text = await new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString('utf8'))));
  socket.destroy();
  return text;
}
