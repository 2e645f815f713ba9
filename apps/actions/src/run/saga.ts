import { Injectable } from '@nestjs/common';
import { type ActionReason, toFleetError } from '@parley/contracts';
import { Cancellation } from '../orders/cancellation.js';
import type { Said } from '../orders/order-system.js';
import { Settings } from '../setting/settings.js';
import type { Action } from './action.js';
import { Ledger } from './ledger.js';
import type { RunDocument } from './run.document.js';

/** Times that an action is sent before it is given up. */
const mostAttempts = 8;
/** A request that got no answer may still take effect; only after this long without an effect it will not. */
const settledMs = 30_000;
/** A run about which nothing can be found out for so long is left to a person. */
const patienceMs = 24 * 3600 * 1000;
const pauseMs = { first: 250, longest: 30_000 };

/** One step of an action: from the state that the ledger holds to the next one. */
@Injectable()
export class Saga {
  private readonly actions: Readonly<Record<RunDocument['name'], Action>>;

  constructor(
    private readonly ledger: Ledger,
    private readonly settings: Settings,
    cancellation: Cancellation,
  ) {
    this.actions = { order_cancellation: cancellation };
  }

  /** The run after its next step; `open_until` says when the one after it is due. Throws `Taken`. */
  async step(run: RunDocument): Promise<RunDocument> {
    switch (run.state.kind) {
      case 'intended':
        return this.execute(run);
      case 'executing': // somebody died here
        return this.ledger.put(run, { kind: 'unsure' });
      case 'unsure':
        return this.findOut(run);
      case 'executed':
        return this.confirm(run);
      case 'undoing':
        return this.undo(run);
      default:
        return run;
    }
  }

  private async execute(intended: RunDocument): Promise<RunDocument> {
    const attempts = intended.attempts + 1;
    const run = await this.ledger.put(intended, { kind: 'executing' }, { attempts, sent_at: Date.now() });
    let said: Said;
    try {
      const connection = await this.settings.connection(run.tenant, run.name);
      said = await this.actions[run.name].do(connection, this.ledger.wantedOf(run), run.key);
    } catch (error) {
      const refused = toFleetError(error).code === 'action.not_connected' && attempts === 1;
      return refused ? this.refuse(run, 'not_connected') : this.ledger.put(run, { kind: 'unsure' });
    }
    if (said.kind === 'yes') return this.ledger.put(run, { kind: 'executed' });
    // An attempt before this one may be why the answer is no.
    return attempts === 1 ? this.refuse(run, said.reason) : this.settle(run, said.reason);
  }

  /** No answer came: what does the outside system show? */
  private async findOut(run: RunDocument): Promise<RunDocument> {
    const effect = await this.readBack(run);
    if (effect === 'unknown') return this.later(run);
    if (effect.kind !== 'absent') return this.ledger.put(run, { kind: 'executed' });
    if (run.attempts < mostAttempts) return this.again(run);
    if (Date.now() - (run.sent_at ?? 0) < settledMs) return this.later(run);
    return this.ledger.put(run, { kind: 'failed', reason: 'unknown' });
  }

  /** Each attempt waits twice as long after the one before. */
  private again(run: RunDocument): Promise<RunDocument> {
    const due = (run.sent_at ?? 0) + pauseMs.first * 2 ** (run.attempts - 1);
    return Date.now() < due ? this.ledger.rest(run, due) : this.execute(run);
  }

  /** It said yes; done is what it also shows. */
  private async confirm(run: RunDocument): Promise<RunDocument> {
    const effect = await this.readBack(run);
    if (effect === 'unknown' || effect.kind === 'absent') return this.later(run);
    if (effect.kind === 'wrong') return this.ledger.put(run, { kind: 'undoing' });
    return this.ledger.put(run, { kind: 'done', refund: effect.refund });
  }

  /** It said no after an attempt without an answer: that one may have taken effect. */
  private async settle(run: RunDocument, reason: ActionReason): Promise<RunDocument> {
    const effect = await this.readBack(run);
    if (effect === 'unknown') return this.ledger.put(run, { kind: 'unsure' });
    return effect.kind === 'absent' ? this.refuse(run, reason) : this.ledger.put(run, { kind: 'executed' });
  }

  private async undo(run: RunDocument): Promise<RunDocument> {
    try {
      const connection = await this.settings.connection(run.tenant, run.name);
      await this.actions[run.name].undo(connection, this.ledger.wantedOf(run), run.key);
      const effect = await this.actions[run.name].readBack(connection, this.ledger.wantedOf(run), run.key);
      if (effect.kind !== 'absent') return this.later(run);
    } catch {
      return this.later(run);
    }
    return this.ledger.put(run, { kind: 'compensated', reason: 'wrong_effect' });
  }

  private async readBack(run: RunDocument) {
    try {
      const connection = await this.settings.connection(run.tenant, run.name);
      return await this.actions[run.name].readBack(connection, this.ledger.wantedOf(run), run.key);
    } catch {
      return 'unknown';
    }
  }

  private refuse(run: RunDocument, reason: ActionReason): Promise<RunDocument> {
    return this.ledger.put(run, { kind: 'refused', reason });
  }

  /** Nothing is known yet. Half of the pause is by chance, so that many do not come back at once. */
  private later(run: RunDocument): Promise<RunDocument> {
    if (Date.now() - run.began_at > patienceMs) return this.ledger.put(run, { kind: 'failed', reason: 'unknown' });
    const pause = Math.min(pauseMs.first * 2 ** run.delays, pauseMs.longest);
    return this.ledger.rest(run, Date.now() + pause * (0.5 + Math.random() / 2));
  }
}
