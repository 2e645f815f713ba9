interface Asked {
  readonly method?: string;
  readonly body?: string;
}

/** What a page has of its browser and of the network, in memory: storage, the API and a socket that is live at once. */
export class Browser {
  private readonly items = new Map<string, string>();
  private readonly listeners: { readonly name: string; readonly listener: (event: object) => void }[] = [];
  private socket: Socket | undefined;
  /** What the storage does with what it is given. */
  storage: 'takes' | 'full' | 'missing' = 'takes';
  /** How a message fares that is sent now. */
  fares: (text: string) => 'accepted' | 'refused' | 'unreached' = () => 'accepted';
  /** The log of the session. */
  history: readonly object[] = [];
  /** What the API has accepted, in its order. */
  readonly accepted: string[] = [];

  constructor() {
    const live = (socket: Socket): void => void (this.socket = socket);
    this.define('localStorage', { getItem: (key: string) => this.get(key), setItem: this.set.bind(this) });
    this.define('fetch', (url: string, asked: Asked) => this.reply(new URL(url).pathname, asked));
    this.define('navigator', { onLine: true });
    this.define('addEventListener', (name: string, listener: (event: object) => void) =>
      this.listeners.push({ name, listener }),
    );
    this.define(
      'WebSocket',
      class extends Socket {
        constructor() {
          super();
          live(this);
        }
      },
    );
  }

  /** The connection is gone, and comes back by itself. */
  cut(): void {
    this.socket?.onclose?.({ code: 1006 });
  }

  /** The page is told of something, such as that the network is gone. */
  told(what: 'offline' | 'online' | 'storage', event: object = {}): void {
    for (const { name, listener } of this.listeners) if (name === what) listener(event);
  }

  private define(name: string, value: unknown): void {
    Object.defineProperty(globalThis, name, { value, configurable: true });
  }

  private get(key: string): string | null {
    if (this.storage === 'missing') throw new Error('no storage');
    return this.items.get(key) ?? null;
  }

  private set(key: string, value: string): void {
    if (this.storage !== 'takes') throw new Error('no room');
    this.items.set(key, value);
  }

  private async reply(path: string, { method, body }: Asked): Promise<object> {
    if (method === 'GET') return envelope({ items: this.history });
    if (path.endsWith('/initialize')) return envelope({ session_id: 's', visitor_token: 't' });
    const { message } = JSON.parse(body!) as { message: string };
    const fares = this.fares(message);
    if (fares === 'unreached') throw new TypeError('fetch failed');
    if (fares === 'refused') return refusal;
    this.accepted.push(message);
    return envelope({});
  }
}

const envelope = (data: object): object => ({ ok: true, status: 200, json: async () => ({ success: true, data }) });
const problem = { code: 'request.invalid', message: 'It is too long.', details: {}, trace_id: 't' };
const refusal = { ok: false, status: 400, json: async () => ({ success: false, error: problem }) };

class Socket {
  onopen?: () => void;
  onmessage?: (message: { data: string }) => void;
  onclose?: ((event: { code: number }) => void) | null;

  constructor() {
    void Promise.resolve().then(() => this.onmessage?.({ data: '{"type":"ready"}' }));
  }

  send(): void {
    // Nobody listens.
  }

  close(): void {
    // Nothing is held.
  }
}
