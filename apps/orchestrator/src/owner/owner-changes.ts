import { Injectable } from '@nestjs/common';
import { FleetError, type Language } from '@parley/contracts';
import { type Draft, type EventDraft, UniqueConflict } from '@parley/storage';
import type { Dialogue, EntryDocument } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { type OwnerEntry, placed } from './handoff-entry.js';
import { type Standing, dialogueOf, standingOf } from './standing.js';

/** Someone who decides this often anew, because others change the owner meanwhile, gives up. */
const mostTries = 10;

/** A session as the one who decides about its owner finds it. */
export interface Found {
  readonly standing: Standing;
  /** The entry that made it so. */
  readonly change: EntryDocument | undefined;
  readonly dialogue: Dialogue;
  readonly language: Language;
}

/** An entry to append with its events, or one that says already what was wanted. */
export type Decision =
  | { readonly append: OwnerEntry; readonly events?: (draft: Draft<EntryDocument>) => EventDraft[] }
  | { readonly found: EntryDocument };

/** Changes of a session's owner: each is one entry, appended only where nobody changed it since it was decided. */
@Injectable()
export class OwnerChanges {
  constructor(private readonly log: SessionLog) {}

  /** Read anew: what this process remembers may be behind, and a refusal would rest on it. */
  async find(tenant: string, session_id: string, otherwise: Language): Promise<Found & { readonly epoch: number }> {
    this.log.forget(tenant, session_id);
    const state = await this.log.state(tenant, session_id);
    return {
      standing: standingOf(state),
      change: state.change,
      dialogue: dialogueOf(state),
      language: state.language ?? otherwise,
      epoch: state.epoch,
    };
  }

  /** `decide` is asked again whenever the owner changed before its entry was there. */
  async change(
    { tenant, id: session_id, language = 'en' }: { tenant: string; id: string; language?: Language },
    decide: (found: Found) => Promise<Decision> | Decision,
  ): Promise<EntryDocument> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const found = await this.find(tenant, session_id, language);
      const decision = await decide(found);
      if ('found' in decision) return decision.found;
      const entry = await this.append(tenant, session_id, found.epoch, decision);
      if (entry) return entry;
    }
    throw new FleetError('fleet.overloaded');
  }

  /** Nothing where the owner is another by now. */
  private async append(
    tenant: string,
    session_id: string,
    epoch: number,
    { append, events }: Extract<Decision, { append: OwnerEntry }>,
  ): Promise<EntryDocument | undefined> {
    try {
      return await this.log.append(
        tenant,
        session_id,
        async (head) => {
          if (head.epoch !== epoch) throw new FleetError('session.moved');
          return placed(append, session_id, head.seq + 1);
        },
        events,
      );
    } catch (error) {
      if (error instanceof FleetError && error.code === 'session.moved') return undefined;
      if (error instanceof UniqueConflict && append.id !== undefined) {
        const same = await this.log.entries.get(tenant, append.id);
        if (same) return same;
      }
      throw error;
    }
  }
}
