import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Api, ApiError } from './api.js';

/** Somebody at the desk of the demo company. */
export interface DemoAgent {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly hire_key: string;
}

const names = { defne: 'Defne Aydın', emma: 'Emma Clarke' };

/** `.parley/demo-agents.json`, written before they are hired, so that a crash leaves no agent without a password. */
const known = (stateFolder: string, slug: string): DemoAgent[] => {
  const path = join(stateFolder, 'demo-agents.json');
  if (existsSync(path)) return JSON.parse(readFileSync(path, 'utf8')) as DemoAgent[];
  const agents = Object.entries(names).map(([first, name]) => ({
    name,
    email: `${first}@${slug}.example`,
    password: randomBytes(12).toString('base64url'),
    hire_key: randomUUID(),
  }));
  writeFileSync(`${path}.new`, `${JSON.stringify(agents, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return agents;
};

/** Hires the two agents of the demo company, once. `api` is the owner's. */
export const hireAgents = async (stateFolder: string, slug: string, api: Api): Promise<DemoAgent[]> => {
  const agents = known(stateFolder, slug);
  for (const { hire_key, ...agent } of agents) {
    const body = { ...agent, role: 'agent' };
    await api
      .call({ method: 'POST', path: '/admin/users', body, headers: { 'idempotency-key': hire_key } })
      .catch((error: unknown) => {
        if (!(error instanceof ApiError && error.code === 'user.email_taken')) throw error;
      });
  }
  return agents;
};
