import type { Target } from '../target.js';
import { startChain } from './chain.js';
import { inventVisitors } from './visitors.js';

const SESSIONS = 200;
const FAR_ENDS = ['accounts', 'nlu', 'llm'];

/** HTTP and four round trips on the bus: gateway → orchestrator, then orchestrator → accounts, nlu and llm in turn. */
export async function startBare(): Promise<Target> {
  const chain = await startChain(() => [
    ...FAR_ENDS.map((name) => ({ name, script: 'bare/responder.js', settings: { subject: `floor.${name}` } })),
    { name: 'orchestrator', script: 'bare/orchestrator.js' },
    { name: 'gateway', script: 'bare/gateway.js' },
  ]);
  return {
    ...chain,
    name: 'bare chain',
    sessions: inventVisitors(SESSIONS).tokens.map((token, index) => ({ id: String(index), token })),
    plan: new URL('./bare-plan.js', import.meta.url),
    // Nothing is stored; that every answer is the one to its request is checked as it comes.
    findLosses: async () => ({}),
  };
}
