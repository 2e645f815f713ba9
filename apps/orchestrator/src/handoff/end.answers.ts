import { Injectable } from '@nestjs/common';
import { type SessionEnded, type SessionEnding, EndSession, FleetError, audienceOf } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { type EntryDocument, toEntry } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { type End, closedEvent, endEntry } from '../owner/handoff-entry.js';
import type { Found } from '../owner/owner-changes.js';
import { Ownership } from '../owner/ownership.js';
import type { Standing } from '../owner/standing.js';
import { Sessions } from '../session/sessions.js';

/** So many tries to rate an entry that is written to at the same time. */
const mostTries = 5;

/** The end of a session, and what the customer thought of it. */
@Injectable()
export class EndAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
    private readonly ownership: Ownership,
  ) {}

  @Answers(EndSession)
  async end({ session_id, ...ending }: SessionEnding, call: Call): Promise<SessionEnded> {
    const session = await this.sessions.ofPrincipal(session_id, call);
    const customer = audienceOf(call.principal) === 'customer';
    let began = false;
    const entry = await this.ownership.change(session, (found) => {
      began = found.standing.kind !== 'ended';
      if (found.standing.kind === 'ended') return { found: found.standing.entry };
      const end = customer ? byCustomer(found.standing, session.user_id, ending) : byAgent(found, call, ending);
      return { append: endEntry(end, found.language, found.dialogue), events: (draft) => [closedEvent(draft)] };
    });
    const told = customer && !began ? await this.rate(entry, ending) : entry;
    return { session: await this.sessions.view(session), entry: toEntry(told, { why: false }) };
  }

  /** A rating once, also when it is said twice; words without one may still be followed by it. */
  private async rate(ended: EntryDocument, ending: Omit<SessionEnding, 'session_id'>): Promise<EntryDocument> {
    const { rating, comment, resolved } = ending;
    const said = {
      ...(rating === undefined ? {} : { rating }),
      ...(comment === undefined ? {} : { comment }),
      ...(resolved === undefined ? {} : { resolved }),
    };
    let entry: EntryDocument | undefined = ended;
    for (let tries = 0; entry && tries < mostTries; tries += 1) {
      if (isSaid(said, entry)) return entry;
      if (entry.rating !== undefined) throw new FleetError('session.rated');
      const event = closedEvent({ ...entry, ...said, at: new Date().toISOString() });
      const rated = await this.log.update(entry, said, [event]);
      if (rated) {
        this.log.announce(rated);
        return rated;
      }
      entry = await this.log.entries.get(entry.tenant, entry.id);
    }
    throw new FleetError('fleet.overloaded');
  }
}

const isSaid = (said: Omit<SessionEnding, 'session_id'>, entry: EntryDocument): boolean =>
  Object.entries(said).every(([field, value]) => entry[field as keyof typeof said] === value);

function byCustomer(standing: Standing, id: string, ending: End['ending']): End {
  const by = { kind: 'customer', id } as const;
  if (standing.kind === 'bot' || standing.kind === 'ended') return { by, ending };
  const state = standing.kind === 'queued' ? 'cancelled' : 'resolved';
  return { by, ending, handoff: { id: standing.handoff_id, state } };
}

/** Throws `handoff.not_yours` unless the agent has the session. Agents do not rate. */
function byAgent({ standing, change }: Found, { principal }: Call, { resolved }: End['ending']): End {
  if (standing.kind !== 'agent' || principal.kind !== 'user' || standing.agent_id !== principal.id)
    throw new FleetError('handoff.not_yours');
  const agent = { id: principal.id, name: change?.owner?.name ?? '' };
  const handoff = { id: standing.handoff_id, state: 'resolved' } as const;
  return { by: { kind: 'agent', agent }, handoff, ending: resolved === undefined ? {} : { resolved } };
}
