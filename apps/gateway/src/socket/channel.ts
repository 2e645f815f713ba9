import type { Call } from '@parley/messaging';

/** What an authenticated socket is for. */
export interface Channel {
  /** The socket has told that it is ready. */
  begin(): Promise<void>;
  /** One frame after the other. Rejects with an error that ends the socket. */
  take(frame: unknown): Promise<void>;
  /** The same principal goes on with a new token. */
  renew(call: Call): void;
  close(): void;
}
