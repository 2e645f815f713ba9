/** Where the token of a client comes from. */
export interface TokenSource {
  /** The access or visitor token, or what gives the one of now. */
  readonly token?: string | (() => string | undefined);
  /** Called once when the API says that the token is no longer good; resolves with a new one, or with nothing. */
  readonly refresh?: () => Promise<string | undefined>;
}

/** The token of now. Whoever asks for a new one while one is on its way waits for that one. */
export class TokenHolder {
  private refreshed: string | undefined;
  private refreshing: Promise<string | undefined> | undefined;

  constructor(private readonly source: TokenSource) {}

  get current(): string | undefined {
    const { token } = this.source;
    if (typeof token === 'function') return token();
    return this.refreshed ?? token;
  }

  /** A token other than the refused one, or nothing. Never rejects. */
  async after(refused: string | undefined): Promise<string | undefined> {
    const { current } = this;
    if (current !== undefined && current !== refused) return current;
    if (!this.source.refresh) return undefined;
    this.refreshing ??= this.source
      .refresh()
      .catch(() => undefined)
      .finally(() => (this.refreshing = undefined));
    const token = await this.refreshing;
    if (token !== undefined) this.refreshed = token;
    return token === refused ? undefined : token;
  }
}
