import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Child, freePort, startServer } from '../machine/child.js';

/** JetStream that forces each message to disk before it acknowledges, on one core as suits a machine of two. */
export async function startNats(program: string, folder: string): Promise<{ child: Child; port: number }> {
  const port = await freePort();
  const config = join(folder, 'nats.conf');
  const jetstream = `{ store_dir: "${folder}", sync_interval: always, max_file_store: 8GB }`;
  await writeFile(config, `listen: "127.0.0.1:${port}"\njetstream: ${jetstream}\n`);
  return { port, child: await startServer('nats-server', 'env', ['GOMAXPROCS=1', program, '-c', config], port) };
}

/** Limits only: nothing in it has to outlive it. */
export async function startRedis(program: string, folder: string): Promise<{ child: Child; port: number }> {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  return { port, child: await startServer('redis-server', program, args, port) };
}
