export type Frame = Readonly<Record<string, unknown>>;

/** A WebSocket of a test: what came, and how it was closed. */
export class FrameReader {
  readonly frames: Frame[] = [];
  closed: { code: number; reason: string } | undefined;

  private constructor(private readonly socket: WebSocket) {
    socket.onmessage = ({ data }) => this.frames.push(JSON.parse(data as string) as Frame);
    socket.onclose = ({ code, reason }) => (this.closed = { code, reason });
    socket.onerror = () => undefined;
  }

  /** Connects and says `first`, if anything. */
  static open(url: string, first?: object): Promise<FrameReader> {
    const socket = new WebSocket(url.replace(/^http/, 'ws'));
    const reader = new FrameReader(socket);
    return new Promise((resolve) => {
      socket.onopen = () => {
        if (first) reader.send(first);
        resolve(reader);
      };
    });
  }

  send(frame: object | string): void {
    this.socket.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  }

  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.socket.send(bytes);
  }

  /** Ids of what the log told. */
  get ids(): string[] {
    return this.frames.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
  }

  of(type: string): Frame[] {
    return this.frames.filter((frame) => frame['type'] === type);
  }

  /** Resolves when it holds: looks every 5 ms. */
  async until(holds: (reader: this) => boolean, patience_ms = 5000): Promise<void> {
    const end = performance.now() + patience_ms;
    while (!holds(this)) {
      if (performance.now() > end) {
        throw new Error(`not within ${patience_ms} ms: ${JSON.stringify([this.frames.slice(-5), this.closed])}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  close(): void {
    this.socket.close();
  }
}
