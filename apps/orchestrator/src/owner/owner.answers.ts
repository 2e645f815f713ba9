import { Injectable } from '@nestjs/common';
import { type OwnerChange, type Session, ChangeOwner, FleetError, newId } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { SessionLog } from '../log/session-log.js';
import { Sessions } from '../session/sessions.js';
import { Turns } from '../turn/turns.js';

/** Changes of a session's owner: entries of the log, so that no stale writer can append after them. */
@Injectable()
export class OwnerAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
    private readonly turns: Turns,
  ) {}

  @Answers(ChangeOwner)
  async change({ session_id, owner, epoch }: OwnerChange, call: Call): Promise<Session> {
    const session = await this.sessions.ofPrincipal(session_id, call);
    await this.log.append(call.tenant, session_id, async (head) => {
      if (head.epoch !== epoch) throw new FleetError('session.moved', { epoch: head.epoch });
      const seq = head.seq + 1;
      return {
        id: newId(),
        session_id,
        seq,
        epoch: seq,
        kind: 'owner_change',
        author: { kind: 'system', id: 'system' },
        text: '',
        language: session.language ?? 'en',
        at: new Date().toISOString(),
        owner,
      };
    });
    this.turns.resume(call.tenant, session_id);
    return this.sessions.view(session);
  }
}
