import { setTimeout as sleep } from 'node:timers/promises';
import { Module } from '@nestjs/common';
import { runFleetService } from '@parley/messaging';
import { type EntryDocument, type LogState, SessionLog, providers, readConfig } from '@parley/orchestrator';
import type { Draft } from '@parley/storage';

const writtenAfterMs = 100;

/** Broken on purpose: tells the customer that his message is accepted, and writes it a moment later. */
class AcceptsBeforeCommit extends SessionLog {
  private readonly accepted = new Set<string | undefined>();

  override async append(
    tenant: string,
    session_id: string,
    make: (head: LogState) => Promise<Draft<EntryDocument>>,
  ): Promise<EntryDocument> {
    const draft = await make(await this.state(tenant, session_id));
    if (this.accepted.has(draft.client_message_id)) {
      await sleep(2 * writtenAfterMs);
      return super.append(tenant, session_id, make);
    }
    this.accepted.add(draft.client_message_id);
    void sleep(writtenAfterMs)
      .then(() => this.entries.insert(tenant, draft))
      .then(() => this.forget(tenant, session_id))
      .catch(() => undefined);
    return { ...draft, tenant, version: 1 };
  }
}

@Module({
  providers: providers.map((each) =>
    each === SessionLog ? { provide: SessionLog, useClass: AcceptsBeforeCommit } : each,
  ),
})
class BrokenModule {}

await runFleetService({ name: 'orchestrator', module: BrokenModule, config: readConfig });
