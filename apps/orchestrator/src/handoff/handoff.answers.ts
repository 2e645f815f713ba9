import { Injectable } from '@nestjs/common';
import {
  type Briefing,
  type BriefingAsk,
  type HandoffStepRecord,
  type RecordedStep,
  BriefAgent,
  RecordHandoffStep,
} from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { toEntry } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { DeskWords } from '../owner/desk-words.js';
import { closedEvent, endEntry, stepEntry } from '../owner/handoff-entry.js';
import type { Decision, Found } from '../owner/owner-changes.js';
import { Ownership } from '../owner/ownership.js';
import { admitStep } from '../owner/standing.js';
import { Sessions } from '../session/sessions.js';
import { entriesOfPacket, packetOf } from './packet.js';

/** What handoff decides, written into the log; what it has to know, read from there. */
@Injectable()
export class HandoffAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
    private readonly ownership: Ownership,
    private readonly desk: DeskWords,
  ) {}

  @Answers(RecordHandoffStep)
  async record(step: HandoffStepRecord, call: Call): Promise<RecordedStep> {
    const session = await this.sessions.ofPrincipal(step.session_id, call);
    const entry = await this.ownership.change(session, (found) => this.decide(step, found, call.tenant));
    return { entry: toEntry(entry, { why: false }) };
  }

  /** The same step may be written meanwhile, and has moved the session then: it is looked for after the session was read. */
  private async decide(
    { step, handoff_id, entry_id: id, agent }: HandoffStepRecord,
    { standing, dialogue, language }: Found,
    tenant: string,
  ): Promise<Decision> {
    const same = await this.log.entries.get(tenant, id);
    if (same) return { found: same };
    admitStep(standing, step, handoff_id);
    if (step === 'resolve') {
      const handoff = { id: handoff_id, state: 'resolved' } as const;
      const end = { id, by: { kind: 'agent', agent }, handoff, ending: {} } as const;
      return { append: endEntry(end, language, dialogue), events: (draft) => [closedEvent(draft)] };
    }
    const desk = step === 'requeue' || step === 'lapse' ? await this.desk.now(tenant, language) : '';
    return { append: stepEntry(step, { id, handoff_id, agent }, { language, dialogue, desk }) };
  }

  @Answers(BriefAgent)
  async brief({ session_id, handoff_id, seq, reason }: BriefingAsk, call: Call): Promise<Briefing> {
    const session = await this.sessions.ofPrincipal(session_id, call);
    const before = seq === undefined ? undefined : seq + 1;
    const entries = await this.log.before(call.tenant, session_id, before, entriesOfPacket);
    const { standing, language } = await this.ownership.find(call.tenant, session_id, session.language ?? 'en');
    return {
      customer_id: session.user_id,
      packet: packetOf(entries, reason, entries.at(-1)?.language ?? language),
      current: standing.kind === 'queued' && standing.handoff_id === handoff_id,
      ended: standing.kind === 'ended',
    };
  }
}
