import type { NatsConnection, Subscription } from '@nats-io/transport-node';

/** Interest in a subject that outlives connections. */
export class BusSubscription {
  private subscription: Subscription | undefined;

  constructor(
    private readonly subscribe: (connection: NatsConnection) => Subscription,
    private readonly forget: () => void,
  ) {}

  begin(connection: NatsConnection): void {
    this.subscription ??= this.subscribe(connection);
  }

  /** Nothing new comes in; what the bus had already handed over is still delivered before this resolves. */
  async drain(): Promise<void> {
    this.forget();
    await this.subscription?.drain().catch(() => undefined);
  }

  close(): void {
    this.forget();
    this.subscription?.unsubscribe();
  }
}
