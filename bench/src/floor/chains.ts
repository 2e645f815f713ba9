import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchConfig } from '../config.js';
import { type Child, startModule } from '../machine/child.js';
import type { Target } from '../target.js';
import { audit } from './audit.js';
import { startNats, startRedis } from './servers.js';
import { inventVisitors } from './visitors.js';

type Programs = Pick<BenchConfig, 'nats_server' | 'redis_server'>;

/** The chains are plain JavaScript and run as they are, so they lie beside the sources only. */
const script = (path: string): URL => new URL(`../../src/floor/chains/${path}`, import.meta.url);

/** Far more than a bench sends, as the product's tenants get it for a bench; the check itself runs. */
const LIMITS = { minute: 1_000_000, hour: 1_000_000, day: 1_000_000 };
const SESSIONS = 200;

/** HTTP and four round trips: gateway → orchestrator, then orchestrator → accounts, nlu and llm in turn. */
export async function startBare({ nats_server }: Programs): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-floor-'));
  const children: Child[] = [];
  const start = async (child: Promise<Child>) => children[children.push(await child) - 1]!;
  const stop = () => stopAll(children, folder);
  try {
    const nats = await startNats(nats_server, folder);
    await start(Promise.resolve(nats.child));
    const bus_port = nats.port;
    for (const name of ['accounts', 'nlu', 'llm'])
      await start(startModule(name, script('bare/responder.js'), { bus_port, subject: `floor.${name}` }));
    await start(startModule('orchestrator', script('bare/orchestrator.js'), { bus_port }));
    const gateway = await start(startModule('gateway', script('bare/gateway.js'), { bus_port }));
    const { tokens } = inventVisitors(SESSIONS);
    return {
      name: 'bare chain',
      base_url: `http://127.0.0.1:${String(gateway.facts['http_port'])}`,
      processes: async () => children,
      sessions: tokens.map((token, index) => ({ id: String(index), token })),
      plan: new URL('./bare-plan.js', import.meta.url),
      findLosses: async () => ({ lost: 0 }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** A turn with all its promises and nothing else: see floor/chains/durable. */
export async function startDurable({ nats_server, redis_server }: Programs): Promise<Target> {
  const folder = await mkdtemp(join(tmpdir(), 'parley-floor-'));
  const children: Child[] = [];
  const start = async (child: Promise<Child>) => children[children.push(await child) - 1]!;
  const stop = () => stopAll(children, folder);
  try {
    const nats = await startNats(nats_server, folder);
    await start(Promise.resolve(nats.child));
    const redis = await startRedis(redis_server, folder);
    await start(Promise.resolve(redis.child));
    const bus_port = nats.port;
    const { public_key, tokens } = inventVisitors(SESSIONS);
    const stores = { log: join(folder, 'orchestrator.sqlite'), counts: join(folder, 'insights.sqlite') };
    await start(startModule('insights', script('durable/insights.js'), { bus_port, store: stores.counts }));
    await start(startModule('nlu', script('durable/nlu.js'), { bus_port }));
    await start(
      startModule('orchestrator', script('durable/orchestrator.js'), { bus_port, public_key, store: stores.log }),
    );
    const gateway = await start(
      startModule('gateway', script('durable/gateway.js'), {
        bus_port,
        redis_port: redis.port,
        public_key,
        limits: LIMITS,
      }),
    );
    const base_url = `http://127.0.0.1:${String(gateway.facts['http_port'])}`;
    return {
      name: 'durable chain',
      base_url,
      processes: async () => children,
      sessions: await Promise.all(tokens.map(async (token) => ({ id: await openSession(base_url, token), token }))),
      plan: new URL('../turn/turn-plan.js', import.meta.url),
      findLosses: (receipts) => audit(script('audit.js'), { ...stores, receipts }),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function openSession(base_url: string, token: string): Promise<string> {
  const response = await fetch(`${base_url}/api/v1/chat/sessions/initialize`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await response.json()) as { data: { session_id: string } };
  return data.session_id;
}

/** Last started, first stopped, so that what an owner still holds can be carried and counted. */
async function stopAll(children: Child[], folder: string): Promise<void> {
  for (const child of children.reverse()) await child.stop();
  await rm(folder, { recursive: true, force: true });
}
