import { setTimeout as sleep } from 'node:timers/promises';
import { type Entry, newId } from '@parley/contracts';
import type { Api, Reply } from '@parley/testing';
import type { SentMessage } from './record.js';
import type { Topic } from './topics.js';

/** A turn that has no outcome by then has none. */
const patienceMs = 90_000;
const attemptMs = 25_000;

interface Opened {
  readonly session: { readonly id: string };
  readonly visitor_token: string;
}

interface Sent {
  readonly status: string;
  readonly answer?: Entry;
}

export interface TurnEnd {
  readonly sent: SentMessage;
  readonly answer: Entry | undefined;
  readonly took_ms: number;
}

/** One customer at his chat box: sends, and sends again what he got no word about, as our own clients do. */
export class Customer {
  readonly sent: SentMessage[] = [];

  private constructor(
    private readonly api: Api,
    readonly session_id: string,
    readonly token: string,
  ) {}

  static async arrive(api: Api, widget_key: string): Promise<Customer> {
    const headers = { 'idempotency-key': newId() };
    const { data } = await insist(() =>
      api.ask<Opened>('POST', '/chat/sessions/initialize', { widget_key, body: {}, headers, timeout_ms: attemptMs }),
    );
    return new Customer(api, data.session.id, data.visitor_token);
  }

  /** Sends one message and stays with it until its outcome. `onSent` is called when the request is on its way. */
  async say({ question, article }: Topic, onSent: () => void): Promise<TurnEnd> {
    const message: SentMessage = { client_message_id: newId(), text: question, accepted: false, article };
    this.sent.push(message);
    const since = performance.now();
    const body = { text: question, client_message_id: message.client_message_id };
    const path = `/chat/sessions/${this.session_id}/messages`;
    const { data } = await insist(() => {
      const reply = this.api.ask<Sent>('POST', path, { token: this.token, body, timeout_ms: attemptMs });
      setImmediate(onSent);
      return reply;
    });
    message.accepted = true;
    const answer = data.answer ?? (await this.awaitAnswer(message));
    return { sent: message, answer, took_ms: performance.now() - since };
  }

  /** Every entry of the session, page by page. */
  async history(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let cursor: string | undefined; ;) {
      const query = `limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const path = `/chat/sessions/${this.session_id}/messages?${query}`;
      const { data } = await insist(() =>
        this.api.ask<{ items: Entry[]; cursor?: string }>('GET', path, { token: this.token }),
      );
      entries.push(...data.items);
      if (!data.cursor) return entries;
      cursor = data.cursor;
    }
  }

  private async awaitAnswer({ client_message_id }: SentMessage): Promise<Entry | undefined> {
    for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(250)) {
      const history = await this.history();
      const message = history.find((entry) => entry.client_message_id === client_message_id);
      const answer = message && history.find(({ answers }) => answers?.includes(message.id));
      if (answer) return answer;
    }
    return undefined;
  }
}

/** Asks again until it is answered with success; what is the caller's own fault is not asked again. */
async function insist<T>(ask: () => Promise<Reply<T>>): Promise<Reply<T>> {
  let last: unknown;
  for (const end = performance.now() + patienceMs; performance.now() < end; await sleep(100 + Math.random() * 400)) {
    try {
      const reply = await ask();
      if (reply.status < 300) return reply;
      last = `${reply.status} ${reply.error?.code}`;
      if (reply.status < 500 && reply.status !== 429) break;
    } catch (error) {
      last = error;
    }
  }
  throw new Error(`no success within ${patienceMs} ms; last: ${String(last)}`);
}
