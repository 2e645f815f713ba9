import { get } from 'node:http';
import { connect } from 'node:net';

/** How a process is asked whether it lives; each goes to 127.0.0.1. */
export type Probe =
  | { readonly kind: 'http'; readonly port: number; readonly path: string }
  /** The INFO line that a NATS server sends to whoever connects. */
  | { readonly kind: 'nats'; readonly port: number }
  | { readonly kind: 'redis'; readonly port: number; readonly password: string };

/** `unready`: alive, but says that it cannot do its work yet. */
export type Heard = 'ok' | 'unready' | 'silent';

const HOST = '127.0.0.1';

const askHttp = (port: number, path: string, timeoutMs: number): Promise<Heard> =>
  new Promise((resolve) => {
    const request = get({ host: HOST, port, path, agent: false, timeout: timeoutMs }, (response) => {
      resolve(response.statusCode === 200 ? 'ok' : 'unready');
      response.resume();
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve('silent'));
    request.once('close', () => resolve('silent'));
  });

const askLine = (port: number, question: string, accept: (line: string) => Heard, timeoutMs: number): Promise<Heard> =>
  new Promise((resolve) => {
    const socket = connect({ host: HOST, port, timeout: timeoutMs });
    let text = '';
    socket.setEncoding('utf8');
    socket.once('connect', () => socket.write(question));
    socket.on('data', (part: string) => {
      text += part;
      if (!text.includes('\r\n')) return;
      resolve(accept(text.slice(0, text.indexOf('\r\n'))));
      socket.destroy();
    });
    socket.once('timeout', () => socket.destroy());
    socket.once('error', () => resolve('silent'));
    socket.once('close', () => resolve('silent'));
  });

const redisCommand = (...words: string[]): string =>
  `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;

/** Asks once. What does not answer within `timeoutMs` is silent. */
export const ask = (probe: Probe, timeoutMs: number): Promise<Heard> => {
  switch (probe.kind) {
    case 'http':
      return askHttp(probe.port, probe.path, timeoutMs);
    case 'nats':
      return askLine(probe.port, '', (line) => (line.startsWith('INFO ') ? 'ok' : 'unready'), timeoutMs);
    case 'redis':
      return askLine(
        probe.port,
        redisCommand('AUTH', probe.password),
        (line) => (line === '+OK' ? 'ok' : 'unready'),
        timeoutMs,
      );
  }
};
