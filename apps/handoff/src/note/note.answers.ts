import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  type AgentName,
  type Note,
  type NoteDraft,
  type NoteList,
  type NoteListAsk,
  AddNote,
  FleetError,
  ListNotes,
  newId,
} from '@parley/contracts';
import { type Call, Answers, STORE, fitting } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';
import { DeskPushes } from '../desk/pushes.js';
import { Handoffs } from '../handoff/handoffs.js';
import { Presences } from '../presence/presences.js';

interface NoteDocument extends Stored {
  readonly handoff_id: string;
  readonly author: AgentName;
  readonly text: string;
  readonly at: string;
  /** Hash of handoff, author and idempotency key. */
  readonly creation_key?: string;
}

const noteCollection: CollectionSpec<NoteDocument> = {
  name: 'notes',
  schema: 1,
  indexes: [
    { name: 'of_handoff', fields: ['handoff_id', 'id'] },
    { name: 'by_creation', fields: ['creation_key'], unique: true },
  ],
};

/** Words among colleagues, beside the log: they have no seq, and no customer's request ever reads them. */
@Injectable()
export class NoteAnswers {
  private readonly notes: Collection<NoteDocument>;

  constructor(
    @Inject(STORE) store: Store,
    private readonly handoffs: Handoffs,
    private readonly presences: Presences,
    private readonly pushes: DeskPushes,
    private readonly clock: Clock,
  ) {
    this.notes = store.collection(noteCollection);
  }

  @Answers(AddNote)
  async add({ handoff_id, text }: NoteDraft, call: Call): Promise<Note> {
    await this.handoffs.get(call.tenant, handoff_id);
    const { id, name } = await this.presences.act(call);
    const { inserted, document } = await this.notes.insertIfAbsent(call.tenant, {
      id: newId(),
      handoff_id,
      author: { id, name },
      text,
      at: new Date(this.clock.now()).toISOString(),
      ...keyOf(handoff_id, id, call),
    });
    if (document.text !== text) throw new FleetError('idempotency.key_reused');
    const note = toNote(document);
    if (inserted) this.pushes.note(call.tenant, note);
    return note;
  }

  @Answers(ListNotes)
  async list({ handoff_id, limit, cursor }: NoteListAsk, { tenant }: Call): Promise<NoteList> {
    await this.handoffs.get(tenant, handoff_id);
    const bound = cursor === undefined ? {} : { after: cursor };
    const found = await this.notes.find(tenant, { index: 'of_handoff', where: { handoff_id }, ...bound, limit });
    const items = fitting(found.map(toNote));
    const more = items.length < found.length || found.length === limit;
    return { items, ...(more && items.length > 0 ? { cursor: items.at(-1)!.id } : {}) };
  }
}

function keyOf(handoff_id: string, author: string, { idempotency_key }: Call): { creation_key?: string } {
  if (idempotency_key === undefined) return {};
  const parts = JSON.stringify([handoff_id, author, idempotency_key]);
  return { creation_key: createHash('sha256').update(parts).digest('base64url') };
}

const toNote = ({ id, handoff_id, author, text, at }: NoteDocument): Note => ({ id, handoff_id, author, text, at });
