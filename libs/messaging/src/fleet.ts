import type { RequestContract } from '@parley/contracts';
import type { Asker } from './asker.js';
import type { Bus } from './bus.js';
import type { Call } from './call.js';
import type { EndOfTurn } from './turn.js';

/** The rest of the fleet, as one service sees it. */
export class Fleet {
  constructor(
    private readonly bus: Bus,
    private readonly asker: Asker,
    private readonly turn: EndOfTurn,
  ) {}

  /**
   * Asks the owner of the contract within the contract's deadline and the call's, whichever is sooner.
   * Rejects with a `FleetError`: the owner's, or `fleet.unavailable`, `fleet.deadline_exceeded`, `request.too_large`.
   * `onPart` hears the parts that the owner tells before the output: in order, none twice, all of one run of the work;
   * where one is lost or no more come the request rejects with `fleet.unavailable`.
   */
  ask<I extends object, O extends object, P extends object>(
    contract: RequestContract<I, O, P>,
    input: I,
    call: Call,
    onPart?: (part: P) => void,
  ): Promise<O> {
    return this.asker.ask(contract, input, call, onPart);
  }

  /** The bus is there; who answers on it is another question. */
  get connected(): boolean {
    return this.bus.connected;
  }

  /** Tells everybody who listens right now; lossy. It leaves with the replies of this turn of the event loop. */
  publish(subject: string, payload: object): void {
    this.turn.add(() => this.bus.publish(subject, JSON.stringify(payload)));
  }

  /** `subject` may hold wildcards. Lasts over reconnects; what was published meanwhile is not seen. */
  subscribe(subject: string, onMessage: (payload: unknown, subject: string) => void): { close(): void } {
    return this.bus.subscribe(subject, (message) => onMessage(message.json(), message.subject));
  }

  /** Called when the bus is there again: whatever was published meanwhile was missed. */
  onReconnect(listener: () => void): { close(): void } {
    return this.bus.onConnect(listener);
  }
}
