import { request, type ClientRequest, type IncomingMessage } from 'node:http';

export interface ReadEvent {
  readonly id: string | undefined;
  readonly type: string;
  readonly data: Record<string, unknown>;
}

/** Reads a stream of events over a connection of its own. */
export class EventReader {
  readonly events: ReadEvent[] = [];
  private ended = false;

  private constructor(
    private readonly asked: ClientRequest,
    readonly response: IncomingMessage,
  ) {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (piece: string) => {
      const blocks = (text + piece).split('\n\n');
      text = blocks.pop()!;
      this.events.push(...blocks.flatMap(parsed));
    });
    response.on('close', () => (this.ended = true));
  }

  static open(url: string, headers: Record<string, string>, body?: object): Promise<EventReader> {
    return new Promise((resolve, reject) => {
      const asked = request(url, { method: body ? 'POST' : 'GET', headers, agent: false });
      asked.once('error', reject).once('response', (response) => resolve(new EventReader(asked, response)));
      asked.end(body && JSON.stringify(body));
    });
  }

  get over(): boolean {
    return this.ended;
  }

  /** Resolves when it holds: looks every 5 ms. */
  async until(holds: (reader: this) => boolean, patience_ms = 5000): Promise<void> {
    const end = performance.now() + patience_ms;
    while (!holds(this)) {
      if (performance.now() > end) throw new Error(`not within ${patience_ms} ms: ${JSON.stringify(this.events)}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  get ids(): (string | undefined)[] {
    return this.events.map(({ id }) => id);
  }

  close(): void {
    this.asked.destroy();
  }
}

function parsed(block: string): ReadEvent[] {
  const fields = new Map(
    block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]),
  );
  const data = fields.get('data');
  if (data === undefined) return [];
  return [{ id: fields.get('id'), type: fields.get('event')!, data: JSON.parse(data) as Record<string, unknown> }];
}
