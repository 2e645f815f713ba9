import { setTimeout as sleep } from 'node:timers/promises';
import type { IngestionJob, Role, Tokens } from '@parley/contracts';
import { newId } from '@parley/contracts';
import { logIn, signUpCompany, type Api, type Company, type RunningFleet } from '@parley/testing';
import { resigned, stolenKey, strangersKey, unsigned } from './signing-key.js';

const password = 'a long enough password';

/** Tokens that prove nothing, by what is wrong with them. */
export type BadTokens = Readonly<Record<'expired' | 'forged' | 'unsigned' | 'refresh' | 'garbage', string>>;

/** One company with somebody in every role and something that belongs to it, and a second company beside it. */
export interface People {
  readonly company: Company;
  readonly other: Company;
  /** Tokens by role, and `visitor`. */
  readonly tokens: Readonly<Record<Role | 'visitor', string>>;
  /** Another customer of the same company; a visitor of the other. */
  readonly strangers: { readonly neighbour: string; readonly visitorOfOther: string };
  readonly bad: BadTokens;
  /** What is the company's, and of its things in chat the customer's, by the name of a parameter. */
  readonly things: Readonly<Record<string, string>>;
}

export async function peopleOf(fleet: RunningFleet): Promise<People> {
  const { api } = fleet;
  const [company, other] = [await signUpCompany(api), await signUpCompany(api)];
  const customer = await customerOf(api, company);
  const neighbour = await customerOf(api, company);
  const staff = await staffOf(api, company);
  const key = await stolenKey(fleet);
  const { access_token, refresh_token } = customer;
  return {
    company,
    other,
    tokens: {
      ...staff,
      owner: company.owner_token,
      customer: access_token,
      visitor: await visitorOf(api, company),
    },
    strangers: { neighbour: neighbour.access_token, visitorOfOther: await visitorOf(api, other) },
    bad: {
      expired: resigned(access_token, key, { exp: Math.floor(Date.now() / 1000) - 60 }),
      forged: resigned(access_token, { ...key, key: strangersKey() }, {}),
      unsigned: unsigned(access_token),
      refresh: refresh_token,
      garbage: 'x.y.z',
    },
    things: await thingsOf(api, company, access_token),
  };
}

/** A handoff of a session of its own, in the owner's hands: what a step can be tried on without a trace for the next. */
export async function handoffOf(api: Api, { tokens }: People, state: 'queued' | 'accepted'): Promise<string> {
  const token = tokens.customer;
  const { session_id } = await api.data<{ session_id: string }>('POST', '/chat/sessions/initialize', {
    token,
    body: {},
  });
  const path = `/chat/sessions/${session_id}/handoff`;
  const { handoff_id } = await api.data<{ handoff_id: string }>('POST', path, { token, body: {} });
  while ((await api.ask('GET', `/handoffs/${handoff_id}`, { token: tokens.owner })).status === 404) await sleep(20);
  if (state === 'accepted') await api.data('POST', `/handoffs/${handoff_id}/accept`, { token: tokens.owner });
  return handoff_id;
}

async function customerOf(api: Api, { widget_key }: Company): Promise<Tokens> {
  const email = `${newId()}@customer.example`;
  await api.data('POST', '/users/register', { widget_key, body: { email, password, name: 'Customer' } });
  return api.data<Tokens>('POST', '/users/login', { widget_key, body: { email, password } });
}

async function visitorOf(api: Api, { widget_key }: Company): Promise<string> {
  const path = '/chat/sessions/initialize';
  return (await api.data<{ visitor_token: string }>('POST', path, { widget_key, body: {} })).visitor_token;
}

async function staffOf(
  api: Api,
  { slug, owner_token }: Company,
): Promise<Record<'agent' | 'supervisor' | 'admin', string>> {
  const hire = async (role: 'agent' | 'supervisor' | 'admin') => {
    const email = `${role}@${slug}.example`;
    await api.data('POST', '/admin/users', { token: owner_token, body: { email, password, name: role, role } });
    return logIn(api, { slug, email });
  };
  return { agent: await hire('agent'), supervisor: await hire('supervisor'), admin: await hire('admin') };
}

async function thingsOf(api: Api, { owner_token }: Company, token: string): Promise<Record<string, string>> {
  const { session_id } = await api.data<{ session_id: string }>('POST', '/chat/sessions/initialize', {
    token,
    body: {},
  });
  const body = { message: 'hello' };
  const { answer } = await api.data<{ answer: { id: string } }>('POST', `/chat/sessions/${session_id}/messages`, {
    token,
    body,
  });
  const { job_id, document_id } = await api.data<IngestionJob>('POST', '/knowledge-base/documents/ingest', {
    token: owner_token,
    body: { name: 'a.md', content: '# Returns\n\nYou may send goods back within 14 days.\n' },
  });
  return { session_id, message_id: answer.id, job_id, document_id, training_id: await trainingOf(api, owner_token) };
}

async function trainingOf(api: Api, token: string): Promise<string> {
  const intents = ['delivery', 'returns'].map((name) => ({
    name,
    examples: ['where', 'when', 'how', 'why', 'what'].map((word) => `${word} ${name}`),
  }));
  await api.data('PUT', '/intents', { token, body: { intents, entities: [] } });
  return (await api.data<{ job_id: string }>('POST', '/nlu/train', { token, body: {} })).job_id;
}
