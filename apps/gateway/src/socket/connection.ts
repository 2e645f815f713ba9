import { FleetError, type Class } from '@parley/contracts';
import type { Call } from '@parley/messaging';
import { expiryOf } from '../identity/authenticate.js';
import type { Channel } from './channel.js';
import { FrameBudget } from './frame-budget.js';
import { PingFrame, RefreshFrame, frameOf, parsed, typeOf } from './frames.js';
import type { SocketDoor } from './socket-door.js';
import type { Socket } from './socket.js';

/** The first frame must be here within so many milliseconds. */
const AUTHENTICATE_MS = 5000;
/** Longest that a timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Frames that may wait for those before them. */
const MOST_WAITING = 40;

/** What kind of socket it is: its first frame, and the channel that this opens. */
export interface Kind<A extends { token: string }> {
  readonly first: Class<A>;
  open(first: A, call: Call, socket: Socket): Promise<Channel>;
}

/** The life of one socket: the first frame proves who it is, the others go to its channel in order, until the token ends. */
export class Connection<A extends { token: string }> {
  private readonly budget = new FrameBudget(() => performance.now());
  private readonly stranger: NodeJS.Timeout;
  private expiry: NodeJS.Timeout | undefined;
  private expires = 0;
  private call: Call | undefined;
  private channel: Channel | undefined;
  private turn: Promise<void> = Promise.resolve();
  private waiting = 0;

  constructor(
    private readonly socket: Socket,
    private readonly door: SocketDoor,
    private readonly kind: Kind<A>,
  ) {
    this.stranger = setTimeout(() => socket.end(new FleetError('auth.required')), AUTHENTICATE_MS);
    socket.onFrame((text) => this.receive(text));
    socket.onClose(() => this.close());
  }

  /** Nobody knows yet whose it is. */
  get strange(): boolean {
    return this.call === undefined;
  }

  private receive(text: string | undefined): void {
    if (this.socket.closed) return;
    if (!this.budget.take() || this.waiting >= MOST_WAITING) {
      return this.socket.end(new FleetError('limit.exceeded', { scope: 'frames' }));
    }
    this.waiting += 1;
    this.turn = this.turn
      .then(() => this.take(text))
      .catch((error: unknown) => this.socket.end(error))
      .finally(() => (this.waiting -= 1));
  }

  private async take(text: string | undefined): Promise<void> {
    if (this.socket.closed) return;
    if (text === undefined) throw new FleetError('request.invalid', { fields: { '': ['must be a text'] } });
    const plain = parsed(text);
    if (!this.channel) return this.authenticate(plain);
    const type = typeOf(plain);
    if (type === 'ping' && frameOf(plain, { ping: PingFrame })) this.socket.send({ type: 'pong' });
    else if (type === 'refresh') await this.refresh(frameOf(plain, { refresh: RefreshFrame }).token);
    else await this.channel.take(plain);
  }

  private async authenticate(plain: unknown): Promise<void> {
    const first = frameOf(plain, { authenticate: this.kind.first });
    const call = await this.door.admit(this.socket.request, first.token);
    this.channel = await this.kind.open(first, call, this.socket);
    clearTimeout(this.stranger);
    if (this.socket.closed) return this.channel.close();
    this.known(call);
    await this.channel.begin();
  }

  private async refresh(token: string): Promise<void> {
    const call = await this.door.renew(this.socket.request, token, this.call!);
    if (this.socket.closed) return;
    this.channel!.renew(call);
    this.known(call);
  }

  private known(call: Call): void {
    this.call = call;
    this.expires = expiryOf(call.token!);
    this.awaitExpiry();
    this.socket.send({ type: 'ready', expires_at: new Date(this.expires).toISOString() });
  }

  private awaitExpiry(): void {
    clearTimeout(this.expiry);
    const left = this.expires - Date.now();
    if (left <= 0) this.socket.end(new FleetError('auth.token_expired'));
    else this.expiry = setTimeout(() => this.awaitExpiry(), Math.min(left, LONGEST_TIMER_MS));
  }

  private close(): void {
    clearTimeout(this.stranger);
    clearTimeout(this.expiry);
    this.channel?.close();
  }
}
