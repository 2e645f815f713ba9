import { appendFile } from 'node:fs/promises';
import { Connections } from './connection.js';
import { OpenLoop } from './open-loop.js';
import type { CreatePlan } from './plan.js';

/** What the bench asks of the generator's process; each is answered by one message. */
export type Order =
  | { readonly kind: 'load'; readonly base_url: string; readonly plan: string; readonly input: unknown }
  | { readonly kind: 'run'; readonly rate: number; readonly seconds: number }
  | { readonly kind: 'append-receipts'; readonly path: string };

let loop: OpenLoop | undefined;

async function obey(order: Order): Promise<unknown> {
  if (order.kind === 'load') {
    const { createPlan } = (await import(order.plan)) as { createPlan: CreatePlan<unknown> };
    loop = new OpenLoop(new Connections(new URL(order.base_url)), createPlan(order.input));
    return {};
  }
  if (!loop) throw new Error('nothing was loaded');
  if (order.kind === 'run') return loop.run(order.rate, order.seconds);
  await appendFile(order.path, loop.receipts.map((receipt) => `${receipt}\n`).join(''));
  return {};
}

process.on('message', (order: Order) => {
  obey(order).then(
    (result) => process.send?.({ result }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
process.once('disconnect', () => process.exit(0));
