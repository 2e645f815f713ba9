/** A message that is on its way; kept over a reload, so that none is lost. */
export interface Outgoing {
  readonly client_message_id: string;
  readonly text: string;
  readonly state: 'sending' | 'failed';
  /** Why it failed. */
  readonly code?: string;
}

/** The conversation that this browser is in. */
export interface Remembered {
  readonly session_id: string;
  readonly token: string;
}

interface Kept {
  /** Of the conversation that begins: the same in all tabs, so that one begins. */
  readonly begin_key?: string;
  readonly session?: Remembered;
  readonly outgoing?: readonly Outgoing[];
  /** Seq of the last entry of the session that was shown in an open panel. */
  readonly seen?: number;
}

/** What the tabs of a browser share, by the key of the chat box. Without storage a tab remembers for itself. */
export class Memory {
  private readonly name: string;
  /** What the storage did not take. */
  private own: Kept | undefined;

  constructor(widget_key: string) {
    this.name = `parley:${widget_key}`;
  }

  get session(): Remembered | undefined {
    return this.kept.session;
  }

  set session(session: Remembered | undefined) {
    const { begin_key: _, session: __, seen: ___, ...rest } = this.kept;
    this.keep(session ? { ...rest, session } : rest);
  }

  get outgoing(): readonly Outgoing[] {
    return this.kept.outgoing ?? [];
  }

  set outgoing(outgoing: readonly Outgoing[]) {
    this.keep({ ...this.kept, outgoing });
  }

  /** Seq of the last entry that was shown; 0 before any was. */
  get seen(): number {
    return this.kept.seen ?? 0;
  }

  set seen(seen: number) {
    if (seen > this.seen) this.keep({ ...this.kept, seen });
  }

  /** The key of the beginning, in that language, that any of the tabs has made. */
  beginKey(language: string, make: () => string): string {
    const { begin_key } = this.kept;
    if (begin_key?.startsWith(`${language}-`)) return begin_key;
    const made = `${language}-${make()}`;
    this.keep({ ...this.kept, begin_key: made });
    return this.kept.begin_key ?? made;
  }

  /** Another tab has kept something. */
  onChange(listener: () => void): void {
    addEventListener('storage', ({ key }) => {
      if (key === this.name) listener();
    });
  }

  private get kept(): Kept {
    if (this.own) return this.own;
    try {
      const text = localStorage.getItem(this.name);
      return text === null ? {} : (JSON.parse(text) as Kept);
    } catch {
      return {};
    }
  }

  private keep(kept: Kept): void {
    try {
      localStorage.setItem(this.name, JSON.stringify(kept));
      this.own = undefined;
    } catch {
      // A browser that keeps nothing, or no more: this page has it as long as it lives.
      this.own = kept;
    }
  }
}

/** What a tab keeps for itself, over a reload, by the key of the chat box. */
const ofTab = (name: string) => ({
  get: (widget_key: string): string => {
    try {
      return sessionStorage.getItem(`parley-${name}:${widget_key}`) ?? '';
    } catch {
      return '';
    }
  },
  set: (widget_key: string, value: string): void => {
    try {
      sessionStorage.setItem(`parley-${name}:${widget_key}`, value);
    } catch {
      // See above.
    }
  },
});

/** `1` while the panel is open. */
export const openness = ofTab('open');
/** What is written and not sent yet: it outlives the panel, and a conversation that ends meanwhile. */
export const draft = ofTab('draft');
