import type { Logger } from '@parley/runtime';
import { connect, type Msg, type MsgHdrs, type NatsConnection } from '@nats-io/transport-node';
import { BusSubscription } from './bus-subscription.js';
import { refusalOf } from './server-version.js';

export interface BusOptions {
  /** Name of the connection and of the inbox; permissions on the bus go by it. */
  readonly name: string;
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}

/** Between two attempts to connect, in milliseconds, and the random part on top. */
const RECONNECT_MS = 200;
const RECONNECT_JITTER_MS = 300;

/** The client does not notice a server that dies during the handshake, so it waits this long, in milliseconds. */
const HANDSHAKE_MS = 2000;

/** One connection to the bus that begins disconnected, comes back for ever, and says when it did. */
export class Bus {
  private connection: NatsConnection | undefined;
  private up = false;
  private fatal: Error | undefined;
  private closing = false;
  private readonly subscriptions = new Set<BusSubscription>();
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly options: BusOptions,
    private readonly logger: Logger,
  ) {}

  /** Returns at once; the connection is made in the background, so a service can start before its bus. */
  static open(options: BusOptions, logger: Logger): Bus {
    const bus = new Bus(options, logger);
    void bus.connect();
    return bus;
  }

  get connected(): boolean {
    return this.up;
  }

  /** What the bus takes in one message, in bytes. */
  get maxPayload(): number {
    return this.connection?.info?.max_payload ?? 1_048_576;
  }

  /** The raw connection for JetStream; `undefined` before the first connect. */
  get nats(): NatsConnection | undefined {
    return this.connection;
  }

  /** Throws while the bus is away or is one the fleet does not work with. */
  check(): void {
    if (this.fatal) throw this.fatal;
    if (!this.up) throw new Error('the bus is not reachable');
  }

  /** Called after the first connect and after every reconnect. */
  onConnect(listener: () => void): { close(): void } {
    this.listeners.add(listener);
    return { close: () => this.listeners.delete(listener) };
  }

  /** False when the bus is away: nothing was sent. */
  publish(subject: string, payload: string | Uint8Array, options?: { reply?: string; headers?: MsgHdrs }): boolean {
    if (!this.up || !this.connection) return false;
    // The client's own encoder takes two to three times as long for a text.
    this.connection.publish(subject, typeof payload === 'string' ? Buffer.from(payload) : payload, options);
    return true;
  }

  /** Lasts over every reconnect, also when made before the first connect. With a `queue` its members share the messages. */
  subscribe(subject: string, onMessage: (message: Msg) => void, queue?: string): BusSubscription {
    const begin = (connection: NatsConnection) =>
      connection.subscribe(subject, {
        ...(queue === undefined ? {} : { queue }),
        callback: (error, message) => {
          if (error) this.logger.error('subscription refused', { subject, error });
          else this.deliver(onMessage, message);
        },
      });
    const subscription = new BusSubscription(begin, () => this.subscriptions.delete(subscription));
    this.subscriptions.add(subscription);
    if (this.connection) subscription.begin(this.connection);
    return subscription;
  }

  /** An error thrown in here would end the client's reader and with it the connection. */
  private deliver(onMessage: (message: Msg) => void, message: Msg): void {
    try {
      onMessage(message);
    } catch (error) {
      this.logger.error('message not taken', { subject: message.subject, error });
    }
  }

  /** Resolves when everything published so far has reached the bus, or the bus is away. */
  async flush(): Promise<void> {
    if (this.up) await this.connection?.flush().catch(() => undefined);
  }

  async close(): Promise<void> {
    this.closing = true;
    this.up = false;
    await this.connection?.close();
  }

  private async connect(): Promise<void> {
    while (!this.closing && !this.connection) {
      try {
        this.connection = await connect({
          servers: this.options.url,
          name: this.options.name,
          inboxPrefix: `_INBOX.${this.options.name}`,
          ...(this.options.user ? { user: this.options.user, pass: this.options.password ?? '' } : {}),
          maxReconnectAttempts: -1,
          ignoreAuthErrorAbort: true,
          reconnectTimeWait: RECONNECT_MS,
          reconnectJitter: RECONNECT_JITTER_MS,
          timeout: HANDSHAKE_MS,
          pingInterval: 5000,
          maxPingOut: 2,
          noAsyncTraces: true,
        });
      } catch (error) {
        this.logger.warn('bus not reachable', { error });
        await new Promise((resolve) => setTimeout(resolve, RECONNECT_MS + Math.random() * RECONNECT_JITTER_MS));
      }
    }
    if (this.connection && !this.closing) this.take(this.connection);
    else await this.connection?.close();
  }

  private take(connection: NatsConnection): void {
    for (const subscription of this.subscriptions) subscription.begin(connection);
    void this.follow(connection);
    this.welcome(connection);
  }

  private welcome(connection: NatsConnection): void {
    const version = connection.info?.version ?? '0';
    this.fatal = refusalOf(version);
    if (this.fatal) {
      this.logger.error(this.fatal.message);
      return;
    }
    this.up = true;
    this.logger.info('bus connected', { nats_server: version });
    for (const listener of this.listeners) listener();
  }

  private async follow(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status()) {
      if (status.type === 'disconnect') {
        this.up = false;
        if (!this.closing) this.logger.warn('bus lost');
      } else if (status.type === 'reconnect') {
        this.welcome(connection);
      } else if (status.type === 'error') {
        this.logger.error('bus refused', { error: status.error });
      }
    }
  }
}
