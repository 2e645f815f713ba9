import { Injectable } from '@nestjs/common';
import type { EntryDocument } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { Turns } from '../turn/turns.js';
import { OwnerChanges } from './owner-changes.js';

/** Changes of owner after which what was open goes on at once, as the log now says. */
@Injectable()
export class Ownership extends OwnerChanges {
  constructor(
    log: SessionLog,
    private readonly turns: Turns,
  ) {
    super(log);
  }

  override async change(...[session, decide]: Parameters<OwnerChanges['change']>): Promise<EntryDocument> {
    const entry = await super.change(session, decide);
    this.turns.resume(session.tenant, session.id);
    return entry;
  }
}
