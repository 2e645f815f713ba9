import { Module } from '@nestjs/common';
import { runFleetService } from '@parley/messaging';
import { SessionLog, providers, readConfig } from '@parley/orchestrator';
import { crash } from './crash/crash.js';

/** Dies at places between the wish for an action, its start, its outcome and the word about it. */
class CrashingLog extends SessionLog {
  override async answer(...asked: Parameters<SessionLog['answer']>): ReturnType<SessionLog['answer']> {
    const answer = await super.answer(...asked);
    if (answer !== 'moved' && answer.intent) crash('orchestrator-wished');
    return answer;
  }

  override async append(...asked: Parameters<SessionLog['append']>): ReturnType<SessionLog['append']> {
    const [tenant, session_id, make, ...more] = asked;
    const known: typeof make = async (head) => {
      const draft = await make(head);
      if (draft.action) crash('orchestrator-known');
      return draft;
    };
    const entry = await super.append(tenant, session_id, known, ...more);
    if (entry.action) crash('orchestrator-told');
    return entry;
  }
}

@Module({
  providers: providers.map((each) => (each === SessionLog ? { provide: SessionLog, useClass: CrashingLog } : each)),
})
class CrashingModule {}

await runFleetService({ name: 'orchestrator', module: CrashingModule, config: readConfig });
