import { createClient, isAfter, type SessionEvent } from '@parley/client';

/** One live session of a visitor: what came, and whether it came once and in order. */
export class Reader {
  /** Ids of events, as they came. */
  readonly ids: string[] = [];
  /** Texts of whole entries by seq. */
  readonly entries = new Map<number, string>();
  doubled = 0;
  live = false;
  private last = '';
  private readonly over = new AbortController();
  private readonly sentences = new Map<number, string>();

  constructor(
    readonly base_url: string,
    readonly session_id: string,
    readonly token: string,
  ) {}

  /** Resolves when `close` was called; rejects when the stream cannot go on. */
  async read(): Promise<void> {
    const client = createClient({ base_url: this.base_url, token: this.token });
    const onConnection = (state: string): void => void (this.live = state === 'live');
    for await (const event of client.events(this.session_id, { signal: this.over.signal, onConnection }))
      this.take(event);
  }

  close(): void {
    this.over.abort();
  }

  /** Entries up to `seq` that never came whole, or whose sentences are not the text. */
  lost(seq: number): number {
    let lost = 0;
    for (let each = 1; each <= seq; each++) {
      const text = this.entries.get(each);
      const told = this.sentences.get(each);
      if (text === undefined || (told !== undefined && told !== text)) lost += 1;
    }
    return lost;
  }

  private take(event: SessionEvent): void {
    if (!('id' in event) || event.id === undefined) return;
    if (this.last !== '' && !isAfter(event.id, this.last)) this.doubled += 1;
    this.last = event.id;
    this.ids.push(event.id);
    if (event.type === 'delta') {
      const { seq, text } = event.data;
      this.sentences.set(seq, (this.sentences.get(seq) ?? '') + text);
    } else {
      if (this.entries.has(event.data.seq)) this.doubled += 1;
      this.entries.set(event.data.seq, event.data.text);
    }
  }
}
