import type { ActionName, OrderArguments } from '@parley/contracts';

/** An action that the bot's entry asks for; carried out once the entry is on disk, however often a process dies. */
export interface ActionIntent {
  /** Of the action in the ledger, and of the log's entry that tells its outcome: so it is told once. */
  readonly id: string;
  /** Of the entry that says that the outcome is not known yet. */
  readonly checking_id: string;
  /** Of the handoff that follows where it failed, and of its entry; intents written before there was one have none. */
  readonly handoff_id?: string;
  readonly name: Extract<ActionName, 'order_cancellation'>;
  readonly arguments: OrderArguments;
}
