import { Injectable } from '@nestjs/common';
import {
  type Entries,
  type EntriesAsk,
  type Session,
  type SessionAsk,
  type SessionDraft,
  type SessionList,
  type SessionListAsk,
  CreateSession,
  ListSessions,
  ReadEntries,
  ReadSession,
  audienceOf,
} from '@parley/contracts';
import { type Call, Answers, fitting } from '@parley/messaging';
import { toEntry } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { Sessions } from './sessions.js';

@Injectable()
export class SessionAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
  ) {}

  @Answers(CreateSession)
  create(draft: SessionDraft, call: Call): Promise<Session> {
    return this.sessions.create(draft, call);
  }

  @Answers(ReadSession)
  async read({ session_id }: SessionAsk, call: Call): Promise<Session> {
    return this.sessions.view(await this.sessions.ofPrincipal(session_id, call));
  }

  @Answers(ListSessions)
  list({ limit, cursor }: SessionListAsk, call: Call): Promise<SessionList> {
    return this.sessions.list(call, limit, cursor);
  }

  @Answers(ReadEntries)
  async entries({ session_id, after, before, limit }: EntriesAsk, call: Call): Promise<Entries> {
    const { tenant } = await this.sessions.ofPrincipal(session_id, call);
    const why = audienceOf(call.principal) !== 'customer';
    const forward = after !== undefined;
    const found = forward
      ? await this.log.after(tenant, session_id, after, limit)
      : await this.log.before(tenant, session_id, before, limit);
    const items = found.map((entry) => toEntry(entry, { why }));
    const page = fitting(forward ? items : items.reverse());
    const more = page.length < items.length || found.length === limit;
    return {
      items: forward ? page : page.reverse(),
      more,
      open: (await this.log.openOf(tenant, session_id)).length > 0,
    };
  }
}
