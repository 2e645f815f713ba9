import type { HandoffPacket, HandoffReason, Language, SaidBefore, ShownDocument, TriedStep } from '@parley/contracts';
import type { EntryDocument } from '../log/entry.document.js';

/** So many of the last entries are looked at. */
export const entriesOfPacket = 40;
const longestText = 400;
const mostTried = 20;
const mostDocuments = 10;
const mostMessages = 8;

/** What an agent has to know, from the last entries of the log, ascending; bounded, whatever was said. */
export function packetOf(entries: readonly EntryDocument[], reason: HandoffReason, language: Language): HandoffPacket {
  return {
    reason,
    goal: goalOf(entries),
    tried: entries.flatMap(triedIn).slice(-mostTried),
    documents: documentsIn(entries).slice(0, mostDocuments),
    language,
    last_messages: entries.flatMap(saidIn).slice(-mostMessages),
  };
}

/** The last thing that was asked, not the words that ask for a person or say thanks. */
function goalOf(entries: readonly EntryDocument[]): string {
  const customers = entries.filter(({ kind }) => kind === 'customer_message');
  const small = new Set(
    entries
      .filter(({ kind, method }) => kind === 'handoff' || method === 'rule')
      .flatMap(({ answers = [] }) => answers),
  );
  return shortened((customers.findLast(({ id }) => !small.has(id)) ?? customers.at(-1))?.text ?? '');
}

function triedIn({ kind, method, why = [] }: EntryDocument): TriedStep[] {
  if (kind !== 'bot_message' || method === 'rule') return [];
  return why.map(({ step, verdict }) => ({ step, verdict }));
}

/** Newest first, each once. */
function documentsIn(entries: readonly EntryDocument[]): ShownDocument[] {
  const shown = new Map<string, ShownDocument>();
  for (const { citations = [] } of [...entries].reverse()) {
    for (const { document_id, title } of citations) shown.set(document_id, { document_id, title });
  }
  return [...shown.values()];
}

const speakers = { customer_message: 'customer', bot_message: 'bot', agent_message: 'agent' } as const;

function saidIn({ kind, seq, text }: EntryDocument): SaidBefore[] {
  const who = kind in speakers ? speakers[kind as keyof typeof speakers] : undefined;
  return who ? [{ seq, who, text: shortened(text) }] : [];
}

const shortened = (text: string): string =>
  text.length <= longestText
    ? text
    : `${text
        .slice(0, longestText - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
