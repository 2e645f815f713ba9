import { nuid, type Msg, type MsgHdrs } from '@nats-io/transport-node';
import { FleetError, type RequestContract } from '@parley/contracts';
import { TransientMap, tracer } from '@parley/runtime';
import type { Bus } from './bus.js';
import type { Call } from './call.js';
import { errorOf, frameHeader, framesHeader, requestFrame, type ReplyFrame, type RunMark } from './frames.js';
import { Lane } from './lane.js';
import { ofBus, outcomeOf, type RequestMeasures } from './measures.js';
import { HELD, tooLate, type Pending } from './pending.js';
import type { EndOfTurn } from './turn.js';

/** At most so many attempts of an idempotent request; each may take its equal part of the deadline. */
const ATTEMPTS = 3;
/** Pause before a request is sent again, in milliseconds: nobody listened, or the answer was a transient fault. */
const PAUSE_MS = { from: 100, to: 300 };
const SWEEP_MS = 10;

/**
 * Asks over one inbox with one sweep for all time-outs; requests to one subject that are made together go together.
 * A killed responder gives no sign, so an idempotent request is sent again after a third of its deadline, at most
 * twice. Where nobody listens nothing was delivered: it is sent again until the deadline and that is no attempt.
 */
export class Asker {
  private readonly pending = new TransientMap<number, Pending>();
  private readonly lanes = new Map<string, Lane<Pending>>();
  private readonly inbox: string;
  private readonly header: MsgHdrs = framesHeader();
  private correlation = 0;
  private batch = 0;
  private sweeping: NodeJS.Timeout | undefined;

  constructor(
    private readonly bus: Bus,
    private readonly turn: EndOfTurn,
    private readonly measures: RequestMeasures,
    private readonly options: { readonly service: string; readonly gather_ms: number },
  ) {
    this.inbox = `_INBOX.${options.service}.${nuid.next()}`;
    bus.subscribe(`${this.inbox}.*`, (message) => this.receive(message));
    bus.onConnect(() => this.reconnected());
  }

  /** Rejects with a `FleetError`: the responder's, or `fleet.unavailable`, `fleet.deadline_exceeded`, `request.too_large`. */
  ask<I extends object, O extends object, P extends object>(
    contract: RequestContract<I, O, P>,
    input: I,
    call: Call,
    onPart?: (part: P) => void,
  ): Promise<O> {
    return new Promise<object>((resolve, reject) => {
      const began = Date.now();
      const deadline = Math.min(call.deadline, began + contract.deadlineMs);
      if (deadline <= began) throw new FleetError('fleet.deadline_exceeded');
      const correlation = ++this.correlation;
      const asked = frameHeader(call, deadline);
      const step = tracer()?.step(`ask ${contract.subject}`, 'ask', ofBus(contract), call.traceparent);
      const header = step ? { ...asked, parent: step.traceparent } : asked;
      const frame = requestFrame(correlation, onPart ? { ...header, parts: 1 } : header, input);
      const bytes = Buffer.byteLength(frame);
      if (bytes + 100 > this.bus.maxPayload) {
        step?.end({}, 'request.too_large');
        throw new FleetError('request.too_large', { most_bytes: this.bus.maxPayload });
      }
      const attempts = contract.idempotent ? ATTEMPTS : 1;
      const attempt_ms = contract.attemptMs ?? (deadline - began) / attempts;
      const pending: Pending = {
        correlation,
        contract: contract as RequestContract,
        frame,
        bytes,
        expires: Math.min(deadline, began + attempts * attempt_ms),
        deadline,
        attempt_ms,
        began,
        attempts_left: attempts - 1,
        state: HELD,
        ...(step ? { step } : {}),
        ...(onPart ? { onPart: onPart as (part: object) => void } : {}),
        resolve,
        reject,
      };
      this.pending.set(correlation, pending);
      this.sweeping ??= setInterval(this.sweep, SWEEP_MS);
      this.lane(contract.subject).push(pending);
    }) as Promise<O>;
  }

  /** Requests that have no answer yet. */
  get waiting(): number {
    return this.pending.size;
  }

  /** Ends what still waits. */
  close(): void {
    for (const pending of this.pending.values())
      this.settle(pending, new FleetError('fleet.unavailable', { reason: 'stopping' }));
    clearInterval(this.sweeping);
    this.sweeping = undefined;
  }

  private lane(subject: string): Lane<Pending> {
    let lane = this.lanes.get(subject);
    if (!lane) {
      lane = new Lane(this.turn, this.options.gather_ms, (message, frames) => this.publish(subject, message, frames));
      this.lanes.set(subject, lane);
    }
    return lane;
  }

  private publish(subject: string, message: string, frames: readonly Pending[]): boolean {
    const batch = `${this.inbox}.${++this.batch}`;
    if (!this.bus.publish(subject, message, { reply: batch, headers: this.header })) return false;
    const now = Date.now();
    for (const pending of frames) pending.state = { kind: 'sent', batch, until: now + pending.attempt_ms };
    return true;
  }

  private receive(message: Msg): void {
    const { data } = message;
    if (data.length === 0) {
      if (message.headers?.code === 503) this.nobodyListened(message.subject);
      return;
    }
    const frames = JSON.parse(message.string()) as ReplyFrame[];
    for (const frame of frames) this.answered(frame);
  }

  private answered(frame: ReplyFrame): void {
    const pending = this.pending.get(frame.c);
    if (!pending || !this.isOfItsRun(pending, frame)) return;
    if (frame.p !== undefined) return this.told(pending, frame.p, frame.r);
    if (frame.e === undefined) return this.settle(pending, frame.b);
    const error = errorOf(frame.e);
    // Who has too much to do is not asked for more of it.
    const again = error.fault === 'transient' && error.code !== 'fleet.overloaded';
    if (!again || pending.attempts_left === 0) return this.settle(pending, error);
    pending.attempts_left--;
    this.pause(pending, error);
  }

  /** Whether a frame goes on with what was heard. Ends the request when something between the two was lost. */
  private isOfItsRun(pending: Pending, { r }: ReplyFrame): boolean {
    const { heard } = pending;
    if (heard && r?.run !== heard.run) return false;
    if (!r || r.told === (heard?.parts ?? 0)) return true;
    this.settle(pending, new FleetError('fleet.unavailable', { reason: 'a part was lost' }));
    return false;
  }

  /** Parts are signs of life. Once one was heard the request is not sent again: another run would tell another story. */
  private told(pending: Pending, part: object | null, mark: RunMark): void {
    if (part !== null || pending.heard) pending.heard = { run: mark.run, parts: mark.told + (part === null ? 0 : 1) };
    if (part !== null) pending.attempts_left = 0;
    pending.expires = pending.deadline;
    if (pending.state.kind === 'sent') pending.state = { ...pending.state, until: Date.now() + pending.attempt_ms };
    if (part !== null) pending.onPart?.(part);
  }

  private nobodyListened(batch: string): void {
    for (const pending of this.pending.values()) {
      if (pending.state.kind === 'sent' && pending.state.batch === batch) {
        this.pause(pending, new FleetError('fleet.unavailable', { owner: pending.contract.owner }));
      }
    }
  }

  private pause(pending: Pending, because: FleetError): void {
    const until = Date.now() + PAUSE_MS.from + Math.random() * (PAUSE_MS.to - PAUSE_MS.from);
    if (until >= pending.expires) this.settle(pending, because);
    else pending.state = { kind: 'pausing', until, because };
  }

  private again(pending: Pending): void {
    pending.state = HELD;
    this.lane(pending.contract.subject).push(pending);
  }

  private settle(pending: Pending, outcome: object | FleetError): void {
    this.pending.delete(pending.correlation);
    const error = outcome instanceof FleetError ? outcome : undefined;
    this.measures.observe(Date.now() - pending.began, pending.contract.subject, outcomeOf(error));
    pending.step?.end({}, error?.code);
    if (error) pending.reject(error);
    else pending.resolve(outcome);
  }

  private readonly sweep = (): void => {
    const now = Date.now();
    for (const pending of this.pending.values()) {
      const { state } = pending;
      if (pending.expires <= now) this.settle(pending, tooLate(state));
      else if (state.kind === 'pausing' && state.until <= now) this.again(pending);
      else if (state.kind === 'sent' && state.until <= now) this.anotherAttempt(pending);
    }
    if (this.pending.size === 0) {
      clearInterval(this.sweeping);
      this.sweeping = undefined;
    }
  };

  /** What was on its way when the bus was lost may never have arrived. */
  private reconnected(): void {
    for (const pending of this.pending.values()) if (pending.state.kind === 'sent') this.anotherAttempt(pending);
    for (const lane of this.lanes.values()) lane.flush();
  }

  /** Whoever told parts gives no sign any more. */
  private givenUp(pending: Pending): void {
    const { state, heard } = pending;
    if (!heard || state.kind !== 'sent' || state.until > Date.now()) return;
    this.settle(pending, new FleetError('fleet.unavailable', { reason: 'no more parts came' }));
  }

  private anotherAttempt(pending: Pending): void {
    if (pending.attempts_left === 0) return this.givenUp(pending);
    pending.attempts_left--;
    this.again(pending);
  }
}
