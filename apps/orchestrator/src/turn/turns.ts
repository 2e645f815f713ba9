import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { type Reading, FleetError } from '@parley/contracts';
import { newTraceId } from '@parley/messaging';
import { Logger, Metrics, TransientMap, tracer } from '@parley/runtime';
import { Acting } from '../acting/acting.js';
import type { EntryDocument } from '../log/entry.document.js';
import { type LogState, type TailEntry, toTailEntry } from '../log/log-state.js';
import { SessionLog } from '../log/session-log.js';
import { botMessage, eventsOf, finishOf, leftToHuman } from './bot-message.js';
import { Growth, type Place } from './growth.js';
import { Leases } from './leases.js';
import { type Prepared, type Settled, Running } from './running.js';
import { TakeTurn, turnLimitMs } from './take-turn.js';

/** Sessions worked on at once; more are refused before they are accepted. */
const mostRunning = 4000;
/** How often a message that another instance works on is looked at. */
const lookMs = 100;
const faultPauseMs = 250;

/** Brings every open message of a session to its one outcome. One run a session in this process; between processes the log decides. */
@Injectable()
export class Turns {
  private readonly running = new TransientMap<string, Running>();
  private readonly ended;

  constructor(
    private readonly log: SessionLog,
    private readonly leases: Leases,
    private readonly takeTurn: TakeTurn,
    private readonly acting: Acting,
    private readonly logger: Logger,
    metrics: Metrics,
  ) {
    this.ended = metrics.seconds({
      name: 'parley_turn_seconds',
      help: 'Turns that the bot ended, by method, from the accept of the first message to the stored answer.',
      labels: ['method'],
    });
    metrics.gauge({ name: 'parley_turns_running', help: 'Sessions that are worked on.' }, (gauge) =>
      gauge.set(this.running.size),
    );
  }

  get full(): boolean {
    return this.running.size >= mostRunning;
  }

  /** Resolves with the outcome of an accepted message, however long it takes. */
  join(entry: EntryDocument, trace_id: string, reading?: Promise<Reading | undefined>): Promise<Settled> {
    const running = this.runOf(entry.tenant, entry.session_id, trace_id);
    running.trace_id = trace_id;
    running.step = tracer()?.active;
    if (reading) running.readings.set(entry.id, reading);
    const settled = running.settled(entry.id);
    running.arrived();
    return settled;
  }

  /** Works on what is open in a session, whoever accepted it. */
  resume(tenant: string, session_id: string): void {
    this.log.forget(tenant, session_id);
    this.runOf(tenant, session_id, newTraceId());
  }

  private runOf(tenant: string, session_id: string, trace_id: string): Running {
    const key = `${tenant}/${session_id}`;
    const present = this.running.get(key);
    if (present) return present;
    const running = new Running(tenant, session_id, trace_id);
    this.running.set(key, running);
    void this.run(running).finally(() => this.running.delete(key));
    return running;
  }

  private async run(running: Running): Promise<void> {
    const end = performance.now() + 2 * turnLimitMs;
    await Promise.resolve();
    const step = () => this.step(running);
    while (performance.now() < end) {
      try {
        if ((await (running.step ? running.step.run(step) : step())) === 'finished') return;
      } catch (error) {
        this.log.forget(running.tenant, running.session_id);
        this.logger.warn('turn interrupted', { error, tenant: running.tenant, session_id: running.session_id });
        await sleep(faultPauseMs);
      }
    }
  }

  private async step(running: Running): Promise<'finished' | 'again'> {
    const { tenant, session_id, arrivals } = running;
    const state = await this.log.state(tenant, session_id);
    await this.tellSettled(running, state);
    if (state.open.length === 0) {
      if (running.arrivals === arrivals && running.waiting.length === 0) return 'finished';
      this.log.forget(tenant, session_id);
      return 'again';
    }
    const ofBot = state.owner.kind === 'bot';
    if (ofBot && state.bot?.growing) return this.goOn(running, state, state.bot.growing, arrivals);
    if (await this.repair(state)) return 'again';
    if (!ofBot && !(await this.takeTurn.wantsBot(running, state))) return this.leaveToHuman(state);
    const held = await this.hold(running, state.open);
    return held.length === 0 ? 'again' : this.answer(running, withHeld(state, held), arrivals);
  }

  /** Those that are this instance's; where another one works on all of them they are looked at again in a moment. */
  private async hold({ tenant, session_id }: Running, open: readonly EntryDocument[]): Promise<EntryDocument[]> {
    const held = await this.leases.hold(open);
    if (held.length === 0) {
      await sleep(lookMs);
      this.log.forget(tenant, session_id);
    }
    return held;
  }

  private async answer(running: Running, state: LogState, arrivals: number): Promise<'finished' | 'again'> {
    const growth = new Growth(this.log, placeOf(running, state, state.open));
    const prepared = stillRight(running, state) ?? (await this.prepare(running, state, growth));
    if (!prepared) {
      running.restarts += 1;
      return 'again';
    }
    if (!growth.entry) running.prepared = prepared;
    return this.commit(running, state, prepared, growth.entry, arrivals);
  }

  /** Finishes an answer whose writer is gone: what was released stays, the rest follows. */
  private async goOn(
    running: Running,
    state: LogState,
    begun: EntryDocument,
    arrivals: number,
  ): Promise<'finished' | 'again'> {
    const answered = state.open.filter(({ id }) => begun.answers?.includes(id));
    if (answered.length === 0) {
      await this.log.grow(begun, { open: undefined, cut: true });
      return 'again';
    }
    const held = await this.hold(running, answered);
    if (held.length === 0) return 'again';
    const growth = new Growth(this.log, placeOf(running, state, answered), begun);
    const taken = await this.keeping(held, () => this.takeTurn.goOn(running, state, held, growth));
    if (taken.kind !== 'grown') return 'again';
    const prepared = { ...taken, covered: held.map(({ id }) => id), seq: state.seq, epoch: state.epoch };
    return this.commit(running, withHeld(state, held), prepared, growth.entry, arrivals);
  }

  /** `grown`: the entry that was shown in part. */
  private async commit(
    running: Running,
    state: LogState,
    prepared: Prepared,
    grown: EntryDocument | undefined,
    arrivals: number,
  ): Promise<'finished' | 'again'> {
    const covered = state.open.filter(({ id }) => prepared.covered.includes(id));
    const renewed = covered.map((entry) => this.leases.latest(entry));
    const draft = botMessage(prepared, state, renewed);
    const events = eventsOf(grown ? { ...draft, id: grown.id } : draft, prepared, renewed.length);
    const answer = grown
      ? await this.log.finish(grown, finishOf(draft, grown, prepared.cut), renewed, events)
      : await this.log.answer(running.tenant, draft, renewed, events);
    if (answer === 'moved') return 'again';
    this.ended.observe(draft.execution_time_ms!, draft.method!);
    this.acting.begin(answer);
    running.renew();
    for (const { id } of covered) running.settle(id, { kind: 'answered', answer });
    return covered.length === state.open.length && running.arrivals === arrivals && running.waiting.length === 0
      ? 'finished'
      : 'again';
  }

  private async prepare(running: Running, state: LogState, growth: Growth): Promise<Prepared | undefined> {
    const taken = await this.keeping(state.open, () => this.takeTurn.take(running, state, growth));
    if (taken.kind === 'restart') return undefined;
    return { ...taken, covered: state.open.map(({ id }) => id), seq: state.seq, epoch: state.epoch };
  }

  private async keeping<T>(open: readonly EntryDocument[], work: () => Promise<T>): Promise<T> {
    const stop = this.leases.keep(open);
    try {
      return await work();
    } finally {
      stop();
    }
  }

  private async leaveToHuman({ open }: LogState): Promise<'again'> {
    for (const entry of open) {
      await this.log.update(entry, { turn: { state: 'human_owner' }, open_until: undefined }, [leftToHuman(entry)]);
    }
    return 'again';
  }

  /**
   * Ends turns whose answer is in the log already: a writer died between the two, or is there now where a store writes one
   * document at a time. An owner who came right after the answer does not take the message; what he cut short, he does.
   */
  private async repair({ tail, open, owner }: LogState): Promise<boolean> {
    let repaired = false;
    const ends = (each: TailEntry) => !each.open && (!each.cut || owner.kind === 'bot');
    for (const entry of open) {
      const { id, tenant, session_id, seq } = entry;
      const all = seq >= (tail[0]?.seq ?? 0);
      const later = all ? tail : (await this.log.after(tenant, session_id, seq, 100)).map(toTailEntry);
      const answer = later.find((each) => each.answers?.includes(id) && ends(each));
      if (!answer) continue;
      await this.log.update(entry, { turn: { state: 'answered', answer_seq: answer.seq }, open_until: undefined });
      repaired = true;
    }
    return repaired;
  }

  /** Tells those who wait for a message that somebody else has brought to its outcome. */
  private async tellSettled(running: Running, { open }: LogState): Promise<void> {
    for (const id of running.waiting) {
      if (open.some((entry) => entry.id === id)) continue;
      const settled = await this.outcomeOf(await this.log.entries.get(running.tenant, id));
      if (settled) running.settle(id, settled);
    }
  }

  async outcomeOf(entry: EntryDocument | undefined): Promise<Settled | undefined> {
    if (!entry?.turn) throw new FleetError('fleet.internal');
    if (entry.turn.state === 'open') return undefined;
    if (entry.turn.state === 'human_owner') return { kind: 'human_owner' };
    const answer = await this.log.at(entry.tenant, entry.session_id, entry.turn.answer_seq);
    return answer && { kind: 'answered', answer };
  }
}

/** The state with its open entries as they were taken over. */
const withHeld = (state: LogState, held: readonly EntryDocument[]): LogState => ({
  ...state,
  open: state.open.map((entry) => held.find(({ id }) => id === entry.id) ?? entry),
});

const placeOf = ({ tenant, session_id }: Running, { epoch }: LogState, answered: readonly EntryDocument[]): Place => ({
  ...{ tenant, session_id, epoch, answers: answered.map(({ id }) => id) },
});

/** A prepared answer goes out as long as what it answers is open, under the same owner, and nothing new may restart it. */
function stillRight(running: Running, state: LogState): Prepared | undefined {
  const { prepared } = running;
  if (!prepared || prepared.epoch !== state.epoch) return undefined;
  if (!prepared.covered.every((id) => state.open.some((entry) => entry.id === id))) return undefined;
  if (prepared.seq !== state.seq && running.mayRestart) {
    running.restarts += 1;
    return undefined;
  }
  return prepared;
}
