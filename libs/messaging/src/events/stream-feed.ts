import type { ConsumerMessages } from '@nats-io/jetstream';
import type { CarriedEvent, Service, StreamContract } from '@parley/contracts';
import type { Bus } from '../bus.js';
import { ensureConsumer, streamConsumer, streamManager } from './streams.js';

/** What the stream of one producer brings, as long as there is one. */
export class StreamFeed {
  private messages: ConsumerMessages | undefined;
  private opening = false;

  constructor(
    private readonly bus: Bus,
    private readonly stream: StreamContract,
    private readonly reader: Service,
    private readonly take: (events: readonly CarriedEvent[]) => void,
  ) {}

  /** Begins unless it has begun. Rejects where there is no stream yet, or ours differs from the one that is there. */
  async open(): Promise<void> {
    const { nats } = this.bus;
    if (this.messages || this.opening || !nats || !this.bus.connected) return;
    this.opening = true;
    try {
      await ensureConsumer(await streamManager(nats), this.stream.name, this.reader);
      const consumer = await streamConsumer(nats, this.stream.name, this.reader);
      this.messages = await consumer.consume({ abort_on_missing_resource: true });
      void this.follow(this.messages);
    } finally {
      this.opening = false;
    }
  }

  async close(): Promise<void> {
    const { messages } = this;
    this.messages = undefined;
    await messages?.close();
  }

  private async follow(messages: ConsumerMessages): Promise<void> {
    try {
      for await (const message of messages) this.take(message.json<CarriedEvent[]>());
    } catch {
      // The stream or the consumer is gone; whoever opened this feed opens it again.
    }
    if (this.messages === messages) this.messages = undefined;
  }
}
