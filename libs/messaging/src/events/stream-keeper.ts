import { setTimeout } from 'node:timers/promises';
import type { StreamContract } from '@parley/contracts';
import type { Logger } from '@parley/runtime';
import type { Bus } from '../bus.js';
import { Differs, ensureStream, streamManager } from './streams.js';

/** Between two tries to make the stream, in milliseconds: a broker that has just started may not have JetStream yet. */
const AGAIN_MS = 500;

/** Makes sure of a producer's own stream at every connect. */
export class StreamKeeper {
  private fault: Error | undefined;
  private round = 0;

  constructor(
    private readonly bus: Bus,
    private readonly stream: StreamContract,
    private readonly logger: Logger,
  ) {
    bus.onConnect(() => void this.ensure(++this.round));
  }

  /** Throws while a stream of that name is there that is not the one the contract describes. */
  check(): void {
    if (this.fault) throw this.fault;
  }

  private async ensure(round: number): Promise<void> {
    while (this.bus.nats && this.bus.connected && round === this.round) {
      try {
        await ensureStream(await streamManager(this.bus.nats), this.stream);
        this.fault = undefined;
        return;
      } catch (error) {
        this.fault = error instanceof Differs ? error : undefined;
        this.logger.warn('stream not there yet', { stream: this.stream.name, error });
      }
      await setTimeout(AGAIN_MS);
    }
  }
}
