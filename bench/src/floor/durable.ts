import { join } from 'node:path';
import type { Target } from '../target.js';
import type { BenchSession } from '../turn/turn-plan.js';
import { audit } from './audit.js';
import { scriptOf, startChain } from './chain.js';
import { inventVisitors } from './visitors.js';

const SESSIONS = 200;
/** Far more than a bench sends, as tenants of the product get it for a bench; the check itself runs. */
const LIMITS = { minute: 10_000_000, hour: 100_000_000, day: 100_000_000 };

/** A turn with all its promises and nothing else; what they are stands in chains/durable/README.md. */
export async function startDurable(): Promise<Target> {
  const { public_key, tokens } = inventVisitors(SESSIONS);
  let stores = { log: '', counts: '' };
  const chain = await startChain((folder) => {
    stores = { log: join(folder, 'orchestrator.sqlite'), counts: join(folder, 'insights.sqlite') };
    return [
      { name: 'insights', script: 'durable/insights.js', settings: { store: stores.counts } },
      { name: 'nlu', script: 'durable/nlu.js' },
      { name: 'orchestrator', script: 'durable/orchestrator.js', settings: { public_key, store: stores.log } },
      { name: 'gateway', script: 'durable/gateway.js', settings: { public_key, limits: LIMITS } },
    ];
  });
  try {
    const sessions = await Promise.all(tokens.map((token) => openSession(chain.base_url, token)));
    return {
      ...chain,
      name: 'durable chain',
      sessions,
      plan: new URL('../turn/turn-plan.js', import.meta.url),
      findLosses: (receipts) => audit(scriptOf('audit.js'), { ...stores, receipts }),
    };
  } catch (error) {
    await chain.stop();
    throw error;
  }
}

async function openSession(base_url: string, token: string): Promise<BenchSession> {
  const response = await fetch(`${base_url}/api/v1/chat/sessions/initialize`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  const { data } = (await response.json()) as { data: { session_id: string } };
  return { id: data.session_id, token };
}
