import { setTimeout as sleep } from 'node:timers/promises';
import { type Dashboard, type Entry, newId } from '@parley/contracts';
import { type Api, type Company, logInOwner, signUpCompany, startFleet } from '@parley/testing';
import { processesOf } from '../machine/processes.js';
import type { Target } from '../target.js';
import { checkHistory, sumOf } from './history-check.js';
import { readReceipts } from './receipt.js';
import type { BenchSession } from './turn-plan.js';

const SESSIONS = 200;
const READ_AT_ONCE = 4;
const COUNTED_WITHIN_MS = 10_000;

export interface FleetTarget extends Target {
  readonly api: Api;
  readonly company: Company;
  /** Turns outside the sessions of the run, which insights counts too. */
  turns_besides: number;
}

/** The compiled fleet, with the lexical embedding alone, a company of its own and its visitors, each with a token and a session. */
export async function startFleetTarget(): Promise<FleetTarget> {
  const fleet = await startFleet({ variables: { PARLEY_MODELS: '' } });
  try {
    const company = await signUpCompany(fleet.api);
    const sessions: BenchSession[] = [];
    for (let count = 0; count < SESSIONS; count++) sessions.push(await openSession(fleet.api, company));
    const target: FleetTarget = {
      name: 'turn',
      base_url: fleet.api.url,
      api: fleet.api,
      company,
      sessions,
      plan: new URL('./turn-plan.js', import.meta.url),
      processes: () => processesOf(fleet.supervisor),
      turns_besides: 0,
      findLosses: (receipts) => findLosses(target, receipts),
      stop: () => fleet.stop(),
    };
    return target;
  } catch (error) {
    await fleet.stop();
    throw error;
  }
}

/** A new visitor's session. */
export async function openSession(api: Api, { widget_key }: Company): Promise<BenchSession> {
  const begun = await api.data<{ session_id: string; visitor_token: string }>('POST', '/chat/sessions/initialize', {
    widget_key,
    body: {},
    headers: { 'idempotency-key': newId() },
  });
  return { id: begun.session_id, token: begun.visitor_token };
}

/** Reads every session to its end over HTTP and holds it against the receipts; then the counts in insights against the messages. */
async function findLosses(
  { api, company, sessions, turns_besides }: FleetTarget,
  path: string,
): Promise<Record<string, number>> {
  const receipts = Map.groupBy(await readReceipts(path), ({ session_id }) => session_id);
  const left = [...sessions];
  const losses: ReturnType<typeof checkHistory>[] = [];
  let messages = 0;
  const reader = async () => {
    for (let session = left.pop(); session; session = left.pop()) {
      const entries = await historyOf(api, session);
      messages += entries.filter(({ kind }) => kind === 'customer_message').length;
      losses.push(checkHistory(entries, receipts.get(session.id) ?? []));
    }
  };
  await Promise.all(Array.from({ length: READ_AT_ONCE }, reader));
  return { ...sumOf(losses), uncounted: await uncounted(api, company, messages + turns_besides) };
}

async function historyOf(api: Api, { id, token }: BenchSession): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let query: string | undefined = 'after=0'; query !== undefined;) {
    const path = `/chat/sessions/${id}/messages?limit=100&${query}`;
    const page: { items: Entry[]; cursor?: string } = await api.data('GET', path, { token });
    entries.push(...page.items);
    query = page.cursor === undefined ? undefined : `cursor=${encodeURIComponent(page.cursor)}`;
  }
  return entries;
}

/** Events are carried in the background, so the counts may need a moment. */
async function uncounted(api: Api, company: Company, messages: number): Promise<number> {
  const token = await logInOwner(api, company);
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const query = `from=${day(Date.now() - 86_400_000)}&to=${day(Date.now())}`;
  const until = Date.now() + COUNTED_WITHIN_MS;
  for (;;) {
    const { turns } = await api.data<Dashboard>('GET', `/analytics/dashboard?${query}`, { token });
    const missing = messages - turns.reduce((sum, { count }) => sum + count, 0);
    if (missing === 0 || Date.now() > until) return Math.abs(missing);
    await sleep(250);
  }
}
