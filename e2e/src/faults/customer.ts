import { setTimeout as sleep } from 'node:timers/promises';
import { type Entry, newId } from '@parley/contracts';
import type { Api } from '@parley/testing';
import { insist, Refused } from './insist.js';
import type { SentMessage } from './record.js';
import { readEvents } from './sse.js';
import type { Topic } from './topics.js';

const attemptMs = 25_000;

interface Opened {
  readonly session: { readonly id: string };
  readonly visitor_token: string;
}

interface Sent {
  readonly status: string;
  readonly answer?: Entry;
}

interface Told {
  readonly answer?: Entry;
}

/** Told when a request is on its way, and when the fleet said that it has the message. */
export interface Watch {
  readonly sent: () => void;
  readonly accepted: () => void;
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
    private readonly patience_ms: number,
  ) {}

  private get path(): string {
    return `/chat/sessions/${this.session_id}/messages`;
  }

  /** `patience_ms`: a turn that has no outcome by then has none. */
  static async arrive(api: Api, widget_key: string, patience_ms = 90_000): Promise<Customer> {
    const headers = { 'idempotency-key': newId() };
    const ask = { widget_key, body: {}, headers, timeout_ms: attemptMs };
    const begin = () => api.data<Opened>('POST', '/chat/sessions/initialize', ask);
    const { session, visitor_token } = await insist(begin, patience_ms);
    return new Customer(api, session.id, visitor_token, patience_ms);
  }

  /** Sends one message and stays with it until its outcome. Every other one asks for a stream. */
  async say({ question, article }: Topic, watch: Watch): Promise<TurnEnd> {
    const message: SentMessage = { client_message_id: newId(), text: question, accepted: false, article };
    this.sent.push(message);
    const since = performance.now();
    const streaming = this.sent.length % 2 === 0;
    const send = () => (streaming ? this.sendStreaming(message, watch) : this.send(message, watch));
    const told = await insist(send, this.patience_ms);
    const answer = told.answer ?? (await this.awaitAnswer(message));
    return { sent: message, answer, took_ms: performance.now() - since };
  }

  private async send(message: SentMessage, { sent }: Watch): Promise<Told> {
    const reply = this.api.ask<Sent>('POST', this.path, {
      token: this.token,
      body: bodyOf(message),
      timeout_ms: attemptMs,
    });
    setImmediate(sent);
    const { status, data, error } = await reply;
    if (status >= 300) throw new Refused(status, error?.code);
    message.accepted = true;
    return data.answer ? { answer: data.answer } : {};
  }

  /** What was seen as accepted is not sent again: it is the fleet's from then on, however the stream ends. */
  private async sendStreaming(message: SentMessage, { sent, accepted }: Watch): Promise<Told> {
    const headers = { authorization: `Bearer ${this.token}`, 'content-type': 'application/json' };
    const wishes = {
      url: `${this.api.url}/api/v1${this.path}`,
      method: 'POST',
      headers,
      body: JSON.stringify(bodyOf(message)),
      silence_ms: attemptMs,
    };
    let answer: Entry | undefined;
    setImmediate(sent);
    try {
      await readEvents(wishes, ({ type, data }) => {
        const entry = (data as { data: Entry }).data;
        if (type === 'accepted' && entry.client_message_id === message.client_message_id) {
          message.accepted = true;
          accepted();
        }
        if (type === 'message' && message.accepted) answer = entry;
        return answer !== undefined;
      });
    } catch (error) {
      if (!message.accepted) throw error;
    }
    if (!message.accepted) throw new Error('the stream ended without a word');
    return answer ? { answer } : {};
  }

  /** Every entry of the session, page by page. */
  async history(): Promise<Entry[]> {
    const entries: Entry[] = [];
    for (let cursor: string | undefined; ;) {
      const query = `limit=100${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`;
      const page = () =>
        this.api.data<{ items: Entry[]; cursor?: string }>('GET', `${this.path}?${query}`, { token: this.token });
      const data = await insist(page, this.patience_ms);
      entries.push(...data.items);
      if (!data.cursor) return entries;
      cursor = data.cursor;
    }
  }

  private async awaitAnswer({ client_message_id }: SentMessage): Promise<Entry | undefined> {
    for (const end = performance.now() + this.patience_ms; performance.now() < end; await sleep(250)) {
      const history = await this.history();
      const message = history.find((entry) => entry.client_message_id === client_message_id);
      const answer = message && history.find(({ answers }) => answers?.includes(message.id));
      if (answer) return answer;
    }
    return undefined;
  }
}

const bodyOf = ({ text, client_message_id }: SentMessage) => ({ message: text, client_message_id });
