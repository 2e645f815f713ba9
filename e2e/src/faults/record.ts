import type { Entry } from '@parley/contracts';

/** One message that a customer sent, and what he saw of it. */
export interface SentMessage {
  readonly client_message_id: string;
  readonly text: string;
  /** The client saw `accepted`, 200 or 202: from here on it must have exactly one outcome. */
  accepted: boolean;
  /** The stem of the article that answers it; without one the message is answered by a rule. */
  readonly article?: string;
}

/** One conversation as its customer lived it, and as the fleet tells it afterwards. */
export interface Conversation {
  readonly session_id: string;
  /** In the order of sending; each was sent after the outcome of the one before. */
  readonly sent: readonly SentMessage[];
  /** All pages of GET …/messages. */
  readonly history: readonly Entry[];
  /** The finished entries of GET …/events from the beginning. */
  readonly streamed: readonly Entry[];
}

export type FindingKind = 'lost' | 'doubled' | 'reordered' | 'foreign';

export interface Finding {
  readonly kind: FindingKind;
  readonly session_id: string;
  readonly detail: string;
}
