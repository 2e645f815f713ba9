import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { goLive, watch } from './live.js';

class Socket {
  static all: Socket[] = [];
  readonly watched: unknown[] = [];
  onmessage?: (message: { data: string }) => void;
  onclose?: ((event: { code: number }) => void) | null;

  constructor() {
    Socket.all.push(this);
    void Promise.resolve().then(() => this.onmessage?.({ data: '{"type":"ready"}' }));
  }

  send(text: string): void {
    const { type, session_id } = JSON.parse(text) as { type: string; session_id?: string };
    if (type === 'watch') this.watched.push(session_id);
  }

  close(): void {
    // Nothing is held.
  }
}

beforeEach(() => {
  jest.useFakeTimers();
  Object.defineProperty(globalThis, 'WebSocket', { value: Socket, configurable: true });
});
afterEach(() => void jest.useRealTimers());

const REFUSED = 4403;

describe('the live connection', () => {
  it('watches what was watched, after it was refused and made anew', async () => {
    const leave = goLive();
    watch('kept', '1.0', () => undefined);
    watch('left', '1.0', () => undefined)();
    await jest.advanceTimersByTimeAsync(0);
    Socket.all[0]!.onclose!({ code: REFUSED });
    await jest.advanceTimersByTimeAsync(5000);
    expect(Socket.all.map(({ watched }) => watched)).toEqual([['kept'], ['kept']]);
    leave();
  });
});
