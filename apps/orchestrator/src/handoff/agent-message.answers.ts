import { Injectable } from '@nestjs/common';
import {
  type AgentEntryDraft,
  type AgentMessageOutcome,
  AppendAgentMessage,
  FleetError,
  newId,
} from '@parley/contracts';
import { type Call, Answers, signedInUser } from '@parley/messaging';
import { type Draft, UniqueConflict } from '@parley/storage';
import { type EntryDocument, toEntry } from '../log/entry.document.js';
import type { LogState } from '../log/log-state.js';
import { SessionLog } from '../log/session-log.js';
import { standingOf } from '../owner/standing.js';
import { Sessions } from '../session/sessions.js';
import { messageText } from '../turn/message-text.js';

/** A message that meets a busy session is decided about so often. */
const mostTries = 10;
const mostUnseen = 50;

/** Agents' messages: into the log, where nothing came between what the agent saw and wrote. */
@Injectable()
export class AgentMessageAnswers {
  constructor(
    private readonly sessions: Sessions,
    private readonly log: SessionLog,
  ) {}

  @Answers(AppendAgentMessage)
  async append(draft: AgentEntryDraft, call: Call): Promise<AgentMessageOutcome> {
    const { session_id, client_message_id, last_seen_seq } = draft;
    const { tenant } = await this.sessions.ofPrincipal(session_id, call);
    const agent = { kind: 'agent', id: signedInUser(call).id, name: draft.agent_name } as const;
    const text = messageText(draft.text);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const same = await this.earlier(tenant, session_id, client_message_id);
      if (same) {
        if (same.author.id !== agent.id || same.text !== text) throw new FleetError('idempotency.key_reused');
        return { status: 'sent', entry: toEntry(same, { why: true }) };
      }
      this.log.forget(tenant, session_id);
      const state = await this.log.state(tenant, session_id);
      refuseOthers(state, draft, agent.id);
      const unseen = await this.unseen(tenant, session_id, last_seen_seq, agent.id);
      if (unseen.length > 0) return { status: 'unseen', entries: unseen.map((entry) => toEntry(entry, { why: true })) };
      const entry = await this.insert(state, { tenant, session_id }, (seq) => ({
        id: newId(),
        session_id,
        seq,
        epoch: state.epoch,
        kind: 'agent_message',
        author: agent,
        text,
        language: state.language ?? 'en',
        at: new Date().toISOString(),
        method: 'agent',
        client_message_id,
      }));
      if (entry) return { status: 'sent', entry: toEntry(entry, { why: true }) };
    }
    throw new FleetError('fleet.overloaded');
  }

  /** Nothing where the log has moved. */
  private async insert(
    { seq }: LogState,
    { tenant, session_id }: { tenant: string; session_id: string },
    draft: (seq: number) => Draft<EntryDocument>,
  ): Promise<EntryDocument | undefined> {
    try {
      return await this.log.append(tenant, session_id, async (head) => {
        if (head.seq !== seq) throw new FleetError('session.moved');
        return draft(seq + 1);
      });
    } catch (error) {
      if (error instanceof UniqueConflict || (error instanceof FleetError && error.code === 'session.moved'))
        return undefined;
      throw error;
    }
  }

  /** What somebody else wrote after what the agent saw; a change of owner is nothing that was written. */
  private async unseen(tenant: string, session_id: string, after: number, agent_id: string): Promise<EntryDocument[]> {
    const later = await this.log.after(tenant, session_id, after, mostUnseen);
    return later.filter(({ author }) => author.kind !== 'system' && author.id !== agent_id);
  }

  private async earlier(
    tenant: string,
    session_id: string,
    client_message_id: string,
  ): Promise<EntryDocument | undefined> {
    const where = { session_id, client_message_id };
    return (await this.log.entries.find(tenant, { index: 'by_client_message', where, limit: 1 }))[0];
  }
}

/** Throws unless the agent has the session by this handoff, and has not seen what is not there. */
function refuseOthers(state: LogState, { handoff_id, last_seen_seq }: AgentEntryDraft, agent_id: string): void {
  const standing = standingOf(state);
  if (standing.kind === 'ended') throw new FleetError('session.ended');
  const owns = standing.kind === 'agent' && standing.agent_id === agent_id && standing.handoff_id === handoff_id;
  if (!owns) throw new FleetError('handoff.not_yours');
  if (last_seen_seq > state.seq) {
    throw new FleetError('request.invalid', { fields: { last_seen_seq: ['the session has not come so far'] } });
  }
}
