import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type ChatSocket, type Client, type Entry, type SessionEvent } from '@parley/client';

const PATIENCE_MS = 15_000;

/** A customer with a program of his own on the public client: everything over one WebSocket that comes back by itself. */
export class Customer {
  readonly events: SessionEvent[] = [];
  private readonly socket: ChatSocket;

  private constructor(
    private readonly client: Client,
    readonly session_id: string,
  ) {
    this.socket = client.chatSocket(session_id, { onEvent: (event) => this.events.push(event) });
  }

  static async arrive(base_url: string, widget_key: string): Promise<Customer> {
    const stranger = createClient({ base_url, widget_key });
    const { session_id, visitor_token } = await stranger.post('/api/v1/chat/sessions/initialize', { body: {} });
    return new Customer(createClient({ base_url, token: visitor_token! }), session_id);
  }

  say(text: string): Promise<Entry> {
    return this.socket.send(text);
  }

  types(typing: boolean): void {
    this.socket.typing(typing);
  }

  /** The end of the conversation, with a rating. */
  async rate(rating: number): Promise<void> {
    const path = { session_id: this.session_id };
    await this.client.post('/api/v1/chat/sessions/{session_id}/end', { path, body: { rating, resolved: true } });
  }

  /** Entries as they came, by the events that carry whole ones; each once. */
  get entries(): Entry[] {
    const whole = this.events.flatMap((event) =>
      event.type === 'accepted' || event.type === 'message' || event.type === 'state' ? [event.data] : [],
    );
    const bySeq = new Map(whole.filter((entry) => 'seq' in entry).map((entry) => [entry.seq, entry]));
    return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
  }

  async until<T>(what: string, found: (customer: Customer) => T | undefined | false): Promise<T> {
    const limit = Date.now() + PATIENCE_MS;
    for (;;) {
      const result = found(this);
      if (result) return result;
      if (Date.now() > limit) throw new Error(`the customer never saw ${what}`);
      await sleep(20);
    }
  }

  close(): void {
    this.socket.close();
  }
}
