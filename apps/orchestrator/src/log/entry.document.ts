import type {
  ActionNote,
  Author,
  Citation,
  Cost,
  Entry,
  EntryKind,
  HandoffMark,
  HandoffReason,
  Language,
  Method,
  Owner,
  Suggestion,
  Verdict,
} from '@parley/contracts';
import type { CollectionSpec, Stored } from '@parley/storage';
import type { ActionIntent } from '../acting/intent.js';
import type { OrderMemory } from '../dialogue/flow.js';

/** The turn that a customer's message carries, until it has its one outcome. */
export type Turn =
  /** Somebody works on it: `holder` is an instance of this service, until `open_until` of the entry. */
  | { readonly state: 'open'; readonly holder: string; readonly attempts: number }
  | { readonly state: 'answered'; readonly answer_seq: number }
  /** A person has the session; the bot says nothing. */
  | { readonly state: 'human_owner' };

/** What the bot remembers of the dialogue; committed with the bot's entry, carried on by handoffs, never shown. */
export interface Dialogue extends OrderMemory {
  /** What a plain "yes" would accept. */
  readonly offer?: 'person';
  /** How often in a row the customer only acknowledged. */
  readonly acknowledged: number;
  /** Whether a question was answered yet. */
  readonly answered: boolean;
}

export const freshDialogue: Dialogue = { acknowledged: 0, answered: false };

/** One document of a session's log. Unique by (session, seq): to append is to win that number. */
export interface EntryDocument extends Stored {
  readonly session_id: string;
  readonly seq: number;
  readonly epoch: number;
  readonly kind: EntryKind;
  readonly author: Author;
  readonly text: string;
  readonly language: Language;
  readonly at: string;
  readonly client_message_id?: string;
  readonly turn?: Turn;
  /** End of the turn's lease in ms since 1970; there only while the turn is open. */
  readonly open_until?: number;
  readonly answers?: readonly string[];
  /** It grows: whoever writes it does so on condition of its version. */
  readonly open?: true;
  /** It broke off, or an owner change ended it. */
  readonly cut?: true;
  /** UTF-16 offsets into the text at which its parts end; there where it was shown part by part. */
  readonly parts?: readonly number[];
  readonly method?: Method;
  readonly confidence?: number;
  readonly citations?: readonly Citation[];
  readonly suggestions?: readonly Suggestion[];
  readonly cost?: Cost;
  readonly execution_time_ms?: number;
  readonly why?: readonly Verdict[];
  /** The new one, where the entry changes the owner: its seq is the epoch from then on. */
  readonly owner?: Owner;
  readonly handoff?: HandoffMark;
  /** Why a person was asked for by a button: the same request again says the same. Never shown. */
  readonly asked_why?: HandoffReason;
  readonly rating?: number;
  readonly comment?: string;
  readonly resolved?: boolean;
  readonly dialogue?: Dialogue;
  /** What an entry of kind `action` tells of. */
  readonly action?: ActionNote;
  /** The action that a bot's entry asks for. */
  readonly intent?: ActionIntent;
  /** Until then somebody works on the intent, in ms since 1970; there only while its outcome is not told. */
  readonly act_until?: number;
}

export const entryCollection: CollectionSpec<EntryDocument> = {
  name: 'entries',
  schema: 1,
  indexes: [
    { name: 'by_seq', fields: ['session_id', 'seq'], unique: true },
    { name: 'by_client_message', fields: ['session_id', 'client_message_id'], unique: true },
    { name: 'open_of_session', fields: ['session_id', 'open_until'] },
    { name: 'open', fields: ['open_until'], acrossTenants: true },
    { name: 'acting', fields: ['act_until'], acrossTenants: true },
  ],
};

/** The entry as the two sides may see it; `why` is for staff. */
export function toEntry(document: EntryDocument, options: { why: boolean }): Entry {
  const {
    tenant: _tenant,
    version: _version,
    turn: _turn,
    open_until: _until,
    dialogue: _dialogue,
    intent: _intent,
    act_until: _acting,
    asked_why: _asked,
    why,
    ...shown
  } = document;
  return { ...shown, ...(options.why && why ? { why } : {}) } as Entry;
}
