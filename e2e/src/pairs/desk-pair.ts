import { newId, type Entry, type Handoff, type HandoffReceipt } from '@parley/contracts';
import { type Api, type Company, logIn } from '@parley/testing';
import { insist } from '../faults/insist.js';

const patience_ms = 60_000;
const nameOf = (number: number): string => `Agent ${number}`;
const password = 'a long enough password';

interface Visit {
  readonly session_id: string;
  readonly visitor_token: string;
}

/** Two agents who reach for the same conversations while the fleet is hurt. */
export class DeskPair {
  /** Handoffs that came to their end. */
  done = 0;

  private constructor(
    private readonly api: Api,
    private readonly company: Company,
    private readonly agents: readonly string[],
  ) {}

  static async hire(api: Api, company: Company): Promise<DeskPair> {
    const { slug, owner_token: token } = company;
    const hire = async (number: number): Promise<string> => {
      const email = `agent${number}@${slug}.example`;
      await api.data('POST', '/admin/users', { token, body: { email, password, name: nameOf(number), role: 'agent' } });
      return logIn(api, { slug, email });
    };
    return new DeskPair(api, company, await Promise.all([1, 2].map(hire)));
  }

  /** A customer calls a person, both agents accept, one has it, writes, and gives it back. Throws where it goes otherwise. */
  async serve(): Promise<void> {
    const { widget_key, owner_token } = this.company;
    const headers = { 'idempotency-key': newId() };
    const visit = await this.insist<Visit>('POST', '/chat/sessions/initialize', { widget_key, body: {}, headers });
    const { session_id, visitor_token: token } = visit;
    const call = { token, body: {}, headers: { 'idempotency-key': newId() } };
    const { handoff_id } = await this.insist<HandoffReceipt>('POST', `/chat/sessions/${session_id}/handoff`, call);
    const path = `/handoffs/${handoff_id}`;
    await this.until(path, ({ state }) => state === 'queued');
    const accepting = this.agents.map((agent) =>
      this.api.ask('POST', `${path}/accept`, { token: agent }).catch(() => undefined),
    );
    const replies = await Promise.all(accepting);
    if (replies.filter((reply) => reply?.status === 200).length > 1) throw new Error(`${handoff_id} was given to two`);
    let winner = replies.findIndex((reply) => reply?.status === 200);
    if (winner < 0) winner = await this.acceptedBy(path);
    const agent = { token: this.agents[winner]!, headers: { 'idempotency-key': newId() } };
    const { length } = await this.history(session_id, owner_token);
    const reply = { ...agent, body: { text: 'How can I help?', last_seen_seq: length } };
    await this.insist('POST', `${path}/messages`, reply);
    await this.insist('POST', `${path}/return`, { token: agent.token });
    const kinds = (await this.history(session_id, owner_token)).map(({ kind, handoff }) => handoff?.state ?? kind);
    if (kinds.join() !== 'queued,accepted,agent_message,returned') throw new Error(`${session_id}: ${kinds.join()}`);
    this.done += 1;
  }

  /** Where neither heard that he has it: the one who has, else the first, who asks until he does. */
  private async acceptedBy(path: string): Promise<number> {
    const { agent } = await this.insist<Handoff>('GET', path, { token: this.company.owner_token });
    if (agent) return agent.name === nameOf(1) ? 0 : 1;
    await this.insist('POST', `${path}/accept`, { token: this.agents[0]! });
    return 0;
  }

  private async until(path: string, so: (handoff: Handoff) => boolean): Promise<void> {
    const { owner_token: token } = this.company;
    const look = async () => {
      const handoff = await this.api.data<Handoff>('GET', path, { token });
      if (!so(handoff)) throw new Error(`${path} is ${handoff.state}`);
    };
    await insist(look, patience_ms);
  }

  private async history(session_id: string, token: string): Promise<Entry[]> {
    const path = `/chat/sessions/${session_id}/messages?limit=100`;
    return (await this.insist<{ items: Entry[] }>('GET', path, { token })).items;
  }

  private insist<T>(method: string, path: string, ask: Parameters<Api['ask']>[2]): Promise<T> {
    return insist(() => this.api.data<T>(method, path, { timeout_ms: 15_000, ...ask }), patience_ms);
  }
}
