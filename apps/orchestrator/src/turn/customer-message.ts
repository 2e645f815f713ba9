import { type Language, newId } from '@parley/contracts';
import type { Draft } from '@parley/storage';
import type { EntryDocument } from '../log/entry.document.js';
import type { Head } from '../log/log-state.js';

/** The entry of a message whose turn begins now, in the hands of `holder` until `open_until` (ms since 1970). */
export const customerMessage = (message: {
  session_id: string;
  head: Head;
  user_id: string;
  text: string;
  language: Language;
  client_message_id: string;
  at: Date;
  holder: string;
  open_until: number;
}): Draft<EntryDocument> => ({
  id: newId(),
  session_id: message.session_id,
  seq: message.head.seq + 1,
  epoch: message.head.epoch,
  kind: 'customer_message',
  author: { kind: 'customer', id: message.user_id },
  text: message.text,
  language: message.language,
  at: message.at.toISOString(),
  client_message_id: message.client_message_id,
  turn: { state: 'open', holder: message.holder, attempts: 1 },
  open_until: message.open_until,
});
