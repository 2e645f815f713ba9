import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { runFleetService } from '@parley/messaging';
import { type EntryDocument, SessionLog, isMoved, providers, readConfig } from '@parley/orchestrator';
import type { Draft, EventDraft } from '@parley/storage';

/** Broken on purpose: an answer goes to wherever the end of the log is by now, however stale its writer. */
class AppendsWithoutHead extends SessionLog {
  override async answer(
    tenant: string,
    draft: Draft<EntryDocument>,
    answered: readonly EntryDocument[],
    events: readonly EventDraft[],
  ): Promise<EntryDocument> {
    await sleep(200);
    let answer: EntryDocument | undefined;
    while (!answer) {
      const { seq } = await this.head(tenant, draft.session_id);
      try {
        answer = await this.entries.insert(tenant, { ...draft, seq: seq + 1 }, events);
      } catch (error) {
        if (!isMoved(error)) throw error;
      }
    }
    this.forget(tenant, draft.session_id);
    for (const { id } of answered) {
      const entry = await this.entries.get(tenant, id);
      if (entry)
        await this.entries.update(tenant, id, entry.version, {
          turn: { state: 'answered', answer_seq: draft.seq },
          open_until: undefined,
        });
    }
    this.announce(answer);
    return answer;
  }
}

@Module({
  providers: providers.map((each) =>
    each === SessionLog ? { provide: SessionLog, useClass: AppendsWithoutHead } : each,
  ),
})
class BrokenModule {}

await runFleetService({ name: 'orchestrator', module: BrokenModule, config: readConfig });
