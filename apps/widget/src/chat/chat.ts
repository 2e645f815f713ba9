import { ParleyError, createClient, newKey, type Client, type Connection, type SessionEvent } from '@parley/client';
import type { Settings } from '../settings.js';
import { empty, lastSeq, placeOf, unreadIn, withEvent, withHistory, type Conversation } from './conversation.js';
import { Live } from './live.js';
import { openness, type Memory, type Outgoing } from './memory.js';
import { Outbox } from './outbox.js';

/** All that the view shows. */
export interface ChatState {
  readonly open: boolean;
  readonly phase: 'new' | 'loading' | 'here' | 'failing' | 'refused';
  readonly connection: Connection;
  /** What the browser says of its network. */
  readonly online: boolean;
  readonly conversation: Conversation;
  readonly outgoing: readonly Outgoing[];
  /** What was said to the customer while no tab showed it. */
  readonly unread: number;
  /** What was asked for by a button is under way. */
  readonly acting: boolean;
  /** It did not work. */
  readonly vain: boolean;
  /** 1 to 5, once it is given. */
  readonly rating?: number;
}

const PAGE = 50;
/** So many attempts of a message take about ten seconds; then the customer is asked. */
const RETRIES = 6;
/** That somebody types is told so often, and forgotten after so long, in milliseconds. */
const TYPING_MS = 3000;
const TYPING_LASTS_MS = 7000;

/** The key, the page or the browser may not; anything else may get better. */
const refusals = new Set(['auth.origin_refused', 'auth.widget_key_unknown', 'auth.forbidden']);
/** The conversation is gone, or the token of it. */
const gone = new Set(['session.not_found', 'auth.token_invalid', 'auth.token_expired', 'auth.required']);

/** One customer's conversation: what the view shows, and what it may do. */
export class Chat {
  state: ChatState;
  readonly outbox: Outbox;
  private live: Live | undefined;
  private loaded: string | undefined;
  private readonly client: Client;
  private readonly listeners = new Set<() => void>();
  private typed_at = 0;

  constructor(
    private readonly settings: Settings,
    private readonly memory: Memory,
  ) {
    this.client = createClient({ ...settings, token: () => memory.session?.token });
    this.state = {
      open: openness.get(settings.widget_key) === '1',
      phase: memory.session ? 'loading' : 'new',
      connection: 'connecting',
      online: navigator.onLine,
      conversation: empty,
      outgoing: memory.outgoing,
      unread: 0,
      acting: false,
      vain: false,
    };
    this.outbox = new Outbox(memory, {
      post: (message) => this.post(message),
      onChange: (outgoing) => this.set({ outgoing }),
      onFailure: (error) => this.failed(error),
    });
    memory.onChange(() => this.another());
    addEventListener('offline', () => this.set({ online: false }));
    addEventListener('online', () => this.back());
    if (memory.session) void this.load();
    this.outbox.sendAll();
  }

  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  show(open: boolean): void {
    openness.set(this.settings.widget_key, open ? '1' : '0');
    this.set({ open });
    this.set(this.looked(this.state.conversation));
  }

  typing(typing: boolean): void {
    const now = Date.now();
    if (this.state.conversation.owner.kind !== 'agent' || (typing && now - this.typed_at < TYPING_MS)) return;
    this.typed_at = typing ? now : 0;
    this.live?.typing(typing);
  }

  async askForPerson(): Promise<void> {
    await this.act(async (session_id) => {
      await this.client.post('/api/v1/chat/sessions/{session_id}/handoff', { path: { session_id }, body: {} });
    });
  }

  async end(): Promise<void> {
    await this.act(async (session_id) => {
      await this.client.post('/api/v1/chat/sessions/{session_id}/end', { path: { session_id }, body: {} });
    });
  }

  /** Rejects when it could not be sent. */
  async rate(rating: number, comment: string): Promise<void> {
    const { session } = this.memory;
    if (!session) return;
    const body = { rating, ...(comment.trim() === '' ? {} : { comment: comment.trim() }) };
    try {
      await this.client.post('/api/v1/chat/sessions/{session_id}/end', {
        path: { session_id: session.session_id },
        body,
      });
    } catch (error) {
      if (!(error instanceof ParleyError && error.code === 'session.rated')) throw error;
    }
    this.set({ rating });
  }

  /** Forgets the conversation; the next message begins another. */
  anew(): void {
    this.memory.session = undefined;
    this.forget();
  }

  async reload(): Promise<void> {
    if (this.memory.session) await this.load();
  }

  async earlier(): Promise<void> {
    const { session } = this.memory;
    const { earlier: cursor } = this.state.conversation;
    if (!session || cursor === undefined) return;
    const page = await this.history(session.session_id, cursor);
    this.set({ conversation: withHistory(this.state.conversation, page.items, page.cursor) });
  }

  private async act(how: (session_id: string) => Promise<void>): Promise<void> {
    if (this.state.acting) return;
    this.set({ acting: true, vain: false });
    try {
      await how(await this.session());
    } catch (error) {
      this.set({ vain: true });
      this.failed(error);
    } finally {
      this.set({ acting: false });
    }
  }

  /** The conversation of this browser; one that begins now where there is none. */
  private async session(): Promise<string> {
    const known = this.memory.session;
    if (known) return known.session_id;
    const idempotency_key = this.memory.beginKey(this.settings.language, newKey);
    const begun = await this.client.post('/api/v1/chat/sessions/initialize', {
      idempotency_key,
      body: { language: this.settings.language },
      retries: RETRIES,
    });
    // Another tab may have been first.
    if (!this.memory.session) {
      this.memory.session = { session_id: begun.session_id, token: begun.visitor_token ?? '' };
    }
    await this.load();
    return this.memory.session!.session_id;
  }

  private async post({ client_message_id, text }: Outgoing): Promise<void> {
    const session_id = await this.session();
    await this.client.post('/api/v1/chat/sessions/{session_id}/messages', {
      path: { session_id },
      body: { message: text, client_message_id },
      idempotency_key: client_message_id,
      retries: RETRIES,
    });
    if (!this.live) void this.load();
  }

  private async load(): Promise<void> {
    const { session } = this.memory;
    if (!session || (this.loaded === session.session_id && this.live)) return;
    const { session_id } = session;
    this.loaded = session_id;
    try {
      const page = await this.history(session_id);
      if (this.loaded !== session_id || this.live) return;
      const conversation = withHistory(empty, page.items, page.cursor);
      this.set({ phase: 'here', ...this.looked(conversation), ...ratingOf(page.items) });
      this.live = new Live(this.client, session_id, placeOf(page.items), {
        onEvent: (event) => this.take(event),
        onConnection: (connection) => this.connected(connection),
        onEnd: (error) => this.failed(error),
      });
    } catch (error) {
      this.loaded = undefined;
      this.failed(error);
    }
  }

  private history(session_id: string, cursor?: string) {
    const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    return this.client.get('/api/v1/chat/sessions/{session_id}/messages', {
      path: { session_id },
      query,
      retries: RETRIES,
    });
  }

  private take(event: SessionEvent): void {
    if (this.state.vain && event.type !== 'heartbeat') this.set({ vain: false });
    const now = Date.now();
    const conversation = withEvent(this.state.conversation, event, now);
    if (event.type === 'accepted' && event.data.client_message_id) this.outbox.accepted(event.data.client_message_id);
    if (event.type === 'typing') setTimeout(() => this.stillTyping(), TYPING_LASTS_MS);
    this.set(this.looked(conversation));
  }

  /** The conversation as it is now, and what of it nobody has looked at. */
  private looked(conversation: Conversation): Pick<ChatState, 'conversation' | 'unread'> {
    if (this.state.open) this.memory.seen = lastSeq(conversation);
    return { conversation, unread: unreadIn(conversation, this.memory.seen) };
  }

  private stillTyping(): void {
    const { typing, ...rest } = this.state.conversation;
    if (typing && Date.now() - typing.at >= TYPING_LASTS_MS) this.set({ conversation: rest });
  }

  private connected(connection: Connection): void {
    // Whoever waits for the line waits until it is there, not until it is tried again.
    if (connection === 'connecting' && this.state.connection === 'waiting') return;
    this.set({ connection });
    if (connection === 'live') this.outbox.sendAll();
  }

  /** The network is there again: a conversation that never began has no line of its own that would notice. */
  private back(): void {
    this.set({ online: true });
    if (this.state.phase === 'failing') void this.load();
    this.outbox.sendAll();
  }

  private failed(error: unknown): void {
    const code = error instanceof ParleyError ? error.code : '';
    if (refusals.has(code)) this.set({ phase: 'refused' });
    else if (gone.has(code)) this.anew();
    else if (this.state.phase === 'loading') this.set({ phase: 'failing' });
  }

  /** Another tab has written: the same conversation goes on there, or another one has begun. */
  private another(): void {
    this.set({ outgoing: this.memory.outgoing });
    const session_id = this.memory.session?.session_id;
    if (session_id === this.loaded) return this.set(this.looked(this.state.conversation));
    this.forget();
    if (session_id !== undefined) void this.load();
  }

  private forget(): void {
    this.live?.close();
    this.live = undefined;
    this.loaded = undefined;
    const { rating: _, ...rest } = this.state;
    this.state = rest;
    this.set({ phase: 'new', conversation: empty, unread: 0 });
  }

  private set(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

const ratingOf = (items: readonly object[]): { rating?: number } => {
  const rated = items.findLast((entry) => 'rating' in entry) as { rating?: number } | undefined;
  return rated?.rating === undefined ? {} : { rating: rated.rating };
};
