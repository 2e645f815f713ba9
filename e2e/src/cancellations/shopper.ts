import { setTimeout as sleep } from 'node:timers/promises';
import { type Entry, newId } from '@parley/contracts';
import type { Api } from '@parley/testing';
import type { Attempt, ShopOrder } from './record.js';

const attemptMs = 20_000;
const patienceMs = 120_000;

interface Opened {
  readonly session: { readonly id: string };
  readonly visitor_token: string;
}

/** One customer who wants an order cancelled, says yes when asked, and waits for the outcome. */
export class Shopper {
  private constructor(
    private readonly api: Api,
    private readonly session_id: string,
    private readonly token: string,
    private readonly patience_ms: number,
  ) {}

  /** `patience_ms`: an action without an outcome by then has none. */
  static async arrive(api: Api, widget_key: string, patience_ms = patienceMs): Promise<Shopper> {
    const headers = { 'idempotency-key': newId() };
    const ask = { widget_key, body: {}, headers, timeout_ms: attemptMs };
    const { session, visitor_token } = await insist(() => api.data<Opened>('POST', '/chat/sessions/initialize', ask));
    return new Shopper(api, session.id, visitor_token, patience_ms);
  }

  async cancel({ number, email }: ShopOrder): Promise<Attempt> {
    const confirmed = await this.confirm(number, email);
    const history = confirmed ? await this.outcome() : await this.history();
    return { session_id: this.session_id, order_number: number, confirmed, history };
  }

  /** Sends a message, and again under the same id until its answer is there. */
  async say(message: string): Promise<Entry> {
    const body = { message, client_message_id: newId() };
    const path = `/chat/sessions/${this.session_id}/messages`;
    return insist(async () => {
      const reply = await this.api.data<{ answer?: Entry }>('POST', path, {
        token: this.token,
        body,
        timeout_ms: attemptMs,
      });
      if (!reply.answer) throw new Error('not answered yet');
      return reply.answer;
    });
  }

  async history(): Promise<Entry[]> {
    const path = `/chat/sessions/${this.session_id}/messages?limit=100`;
    return (await insist(() => this.api.data<{ items: Entry[] }>('GET', path, { token: this.token }))).items;
  }

  /** The session once the outcome of an action stands in it. */
  async outcome(): Promise<Entry[]> {
    for (const end = performance.now() + this.patience_ms; ; await sleep(200)) {
      const history = await this.history();
      if (history.some(({ action }) => action && action.state !== 'checking')) return history;
      if (performance.now() > end) return history;
    }
  }

  /** Whether the bot has passed the cancellation on. What could not be looked up just now is asked for again. */
  private async confirm(number: string, email: string): Promise<boolean> {
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(500)) {
      const answer = await this.say(`I want to cancel my order ${number}, my e-mail is ${email}`);
      if (!answer.suggestions?.some(({ value }) => value === 'yes')) continue;
      return (await this.say('yes')).text.includes('passed on the cancellation');
    }
    return false;
  }
}

/** Asks again until it works. */
async function insist<T>(ask: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + patienceMs; ; await sleep(100 + Math.random() * 200)) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) throw error;
    }
  }
}
