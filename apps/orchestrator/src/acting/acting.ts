import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type ActionRun, RunAction, newId } from '@parley/contracts';
import { Fleet, serviceCall } from '@parley/messaging';
import { Logger, Rounds } from '@parley/runtime';
import { UniqueConflict } from '@parley/storage';
import type { EntryDocument } from '../log/entry.document.js';
import { SessionLog } from '../log/session-log.js';
import { DeskWords } from '../owner/desk-words.js';
import { priorityOf, queued, requestedEvent } from '../owner/handoff-entry.js';
import { OwnerChanges } from '../owner/owner-changes.js';
import { outcomeOf } from './outcome.js';

/** How long the outcome of an action is waited for before the customer is told that it is not known yet. */
const waitMs = 2500;
/** How long an intent belongs to the one who works on it; more than one asking takes. */
export const actingLeaseMs = 4000;
const sweepMs = 500;
const mostAtOnce = 100;

/** Carries out what the bot's entries ask for and tells the outcome, each once, whoever dies in between. */
@Injectable()
export class Acting implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly working = new Map<string, Promise<void>>();
  private readonly sweeps = new Rounds(
    sweepMs,
    () => this.sweep(),
    (error) => this.logger.warn('sweep of actions failed', { error }),
  );

  constructor(
    private readonly fleet: Fleet,
    private readonly log: SessionLog,
    private readonly owners: OwnerChanges,
    private readonly desk: DeskWords,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.sweeps.begin();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sweeps.end();
    await Promise.all(this.working.values());
  }

  /** Starts on the intent of an entry that is on disk. */
  begin(entry: EntryDocument): void {
    if (!entry.intent || this.working.has(entry.id)) return;
    const working = this.carry(entry)
      .catch((error: unknown) => {
        this.logger.warn('action interrupted', { error, tenant: entry.tenant, session_id: entry.session_id });
      })
      .finally(() => this.working.delete(entry.id));
    this.working.set(entry.id, working);
  }

  private async carry(entry: EntryDocument): Promise<void> {
    const run = await this.run(entry).catch(() => undefined);
    await this.tell(entry, run);
    if (run?.state === 'failed' || run?.state === 'compensated') await this.handOver(entry);
    if (run && run.state !== 'running') await this.end(entry);
  }

  /** Asks for the action; a repeat under its id joins the first. */
  private run({ tenant, session_id, intent }: EntryDocument): Promise<ActionRun> {
    const { id, name, arguments: wanted } = intent!;
    const call = serviceCall({ tenant, service: 'orchestrator', cause: id, deadline_ms: waitMs + 500 });
    const order = { id, name, session_id, arguments: { ...wanted }, wait_ms: waitMs };
    return this.fleet.ask(RunAction, order, call);
  }

  /** The entry's id is that of the outcome (or of the word that it is not known yet), so the log takes it once. */
  private async tell(
    { tenant, session_id, language, intent }: EntryDocument,
    run: ActionRun | undefined,
  ): Promise<void> {
    const { id, checking_id, name, arguments: order } = intent!;
    const known = run ?? ({ id, name, state: 'running' } as const);
    const outcome = outcomeOf(known, order.order_number, language);
    const entry_id = known.state === 'running' ? checking_id : id;
    try {
      await this.log.append(tenant, session_id, async (head) => ({
        id: entry_id,
        session_id,
        seq: head.seq + 1,
        epoch: head.epoch,
        kind: 'action',
        author: { kind: 'system', id: 'system' },
        language,
        at: new Date().toISOString(),
        ...outcome,
      }));
    } catch (error) {
      if (!(error instanceof UniqueConflict && error.index === 'id')) throw error;
    }
  }

  /** A person sees to what failed, unless one has the session already, or nobody any more. */
  private async handOver({ tenant, session_id: id, language, intent }: EntryDocument): Promise<void> {
    const { handoff_id = newId() } = intent!;
    const reason = 'action_failed';
    await this.owners.change({ tenant, id, language }, async (found) => {
      if (found.standing.kind !== 'bot') return { found: found.change! };
      const desk = await this.desk.now(tenant, found.language);
      return {
        append: { ...queued(handoff_id, found.language, found.dialogue, desk), id: handoff_id },
        events: (draft) => [requestedEvent(draft, { reason, priority: priorityOf[reason] })],
      };
    });
  }

  private async end({ tenant, id }: EntryDocument): Promise<void> {
    const entry = await this.log.entries.get(tenant, id);
    if (entry?.act_until !== undefined) await this.log.update(entry, { act_until: undefined });
  }

  /** Takes over the intents that nobody has brought to their end. */
  private async sweep(): Promise<void> {
    const lapsed = await this.log.entries.findAcrossTenants({
      index: 'acting',
      where: {},
      before: Date.now(),
      order: 'ascending',
      limit: mostAtOnce,
    });
    for (const entry of lapsed) {
      const held = await this.log.update(entry, { act_until: Date.now() + actingLeaseMs });
      if (held) this.begin(held);
    }
  }
}
