import { ParleyError, newKey } from '@parley/client';
import type { Memory, Outgoing } from './memory.js';

/** Who brings messages away, and who wants to know of them. */
interface OutboxParts {
  /** Rejects with a ParleyError when it was refused, or not reached after all attempts. */
  readonly post: (message: Outgoing) => Promise<void>;
  readonly onChange: (outgoing: readonly Outgoing[]) => void;
  readonly onFailure: (error: unknown) => void;
}

/** A customer's messages until they are accepted, kept in the browser's memory. */
export class Outbox {
  /** What is being delivered, and what lets the next one go. */
  private readonly sending = new Map<string, () => void>();
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly memory: Memory,
    private readonly parts: OutboxParts,
  ) {}

  /** Resolves when it is on its way; how it goes is told by `onChange`. */
  send(text: string): void {
    this.keep([...this.memory.outgoing, { client_message_id: newKey(), text, state: 'sending' }]);
    this.sendAll();
  }

  retry(client_message_id: string): void {
    this.mark(client_message_id, { state: 'sending' });
    this.sendAll();
  }

  discard(client_message_id: string): void {
    this.keep(this.memory.outgoing.filter((each) => each.client_message_id !== client_message_id));
  }

  /** The service has it, by its reply or by what it told of the conversation. */
  accepted(client_message_id: string): void {
    this.discard(client_message_id);
    this.sending.get(client_message_id)?.();
  }

  /** Also those that were not reached, in the order they were written in; what was refused waits for the customer. */
  sendAll(): void {
    for (const each of this.memory.outgoing)
      if (each.state === 'failed' && !each.code) this.mark(each.client_message_id, { state: 'sending' });
    for (const each of this.memory.outgoing) if (each.state === 'sending') void this.deliver(each);
  }

  /**
   * One after the other, each as soon as the one before is accepted: they arrive in the order they were written in. One
   * that is not reached takes down those behind it; one that is refused lets the next pass.
   */
  private async deliver(message: Outgoing): Promise<void> {
    const { client_message_id } = message;
    if (this.sending.has(client_message_id)) return;
    const before = this.queue;
    this.queue = new Promise((resolve) => this.sending.set(client_message_id, resolve));
    try {
      await before;
      if (!this.isSending(client_message_id)) return;
      await this.parts.post(message);
      this.accepted(client_message_id);
    } catch (error) {
      if (error instanceof ParleyError && !error.transient) {
        this.mark(client_message_id, { state: 'failed', code: error.code });
      } else if (this.isSending(client_message_id)) {
        for (const id of this.sending.keys()) this.mark(id, { state: 'failed' });
      }
      this.parts.onFailure(error);
    } finally {
      this.sending.get(client_message_id)?.();
      this.sending.delete(client_message_id);
    }
  }

  private isSending(client_message_id: string): boolean {
    return this.memory.outgoing.some(
      (each) => each.client_message_id === client_message_id && each.state === 'sending',
    );
  }

  private mark(client_message_id: string, change: Pick<Outgoing, 'state' | 'code'>): void {
    this.keep(
      this.memory.outgoing.map((each) => {
        if (each.client_message_id !== client_message_id) return each;
        const { code: _, ...rest } = each;
        return { ...rest, ...change };
      }),
    );
  }

  private keep(outgoing: readonly Outgoing[]): void {
    this.memory.outgoing = outgoing;
    this.parts.onChange(outgoing);
  }
}
