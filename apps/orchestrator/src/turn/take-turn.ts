import { Injectable } from '@nestjs/common';
import {
  type ComposedPart,
  type Language,
  type Question,
  type Reading,
  type Verdict,
  ComposeAnswer,
  ParseUtterance,
  newId,
  toFleetError,
} from '@parley/contracts';
import { type Call, Fleet, serviceCall } from '@parley/messaging';
import { keepOrders } from '../dialogue/keep.js';
import { OrderDesk } from '../dialogue/order-desk.js';
import type { Dialogue, EntryDocument } from '../log/entry.document.js';
import type { LogState } from '../log/log-state.js';
import { SessionLog } from '../log/session-log.js';
import { DeskWords } from '../owner/desk-words.js';
import { queued, withdrawn } from '../owner/handoff-entry.js';
import { dialogueOf, standingOf } from '../owner/standing.js';
import {
  type Answer,
  type Composing,
  type Nothing,
  fallback,
  grownAnswer,
  handoffAnswer,
  questionAnswer,
  ruleAnswer,
  verdict,
} from './answer.js';
import { Breakers } from './breakers.js';
import { type Heard, decide, wantsBot } from './decide.js';
import type { Growth } from './growth.js';
import { languageOfText } from './language.js';
import { MemoryRead, memoryOf } from './memory.js';
import type { Running } from './running.js';
import { offerPerson } from './texts.js';

/** A turn has this long after the accept; its end commits a truthful fallback (spec §4.7). */
export const turnLimitMs = 20_000;
/** A message whose turn died this often is answered with a fallback at once. */
const mostAttempts = 3;
/** How often llm is asked to go on with an answer that broke off. */
const mostContinuations = 5;

type Answered = { readonly kind: 'answer'; readonly answer: Answer; readonly why: readonly Verdict[] };

export type Taken =
  | Answered
  /** The answer has been shown in part: this is all of it. `cut`: there was to be more. */
  | { readonly kind: 'grown'; readonly answer: Answer; readonly why: readonly Verdict[]; readonly cut: boolean }
  | { readonly kind: 'restart' };

interface Saying {
  readonly language: Language;
  readonly dialogue: Dialogue;
  /** What is said where the documents have no answer. */
  readonly nothing?: Nothing;
}

type Asked = Pick<Question, 'text' | 'language' | 'memory'>;

/** One turn, from what was said to what the bot says: reading → decision → words. */
@Injectable()
export class TakeTurn {
  private readonly memory = new MemoryRead();

  constructor(
    private readonly fleet: Fleet,
    private readonly log: SessionLog,
    private readonly breakers: Breakers,
    private readonly orders: OrderDesk,
    private readonly desk: DeskWords,
  ) {}

  async take(running: Running, state: LogState, growth: Growth): Promise<Taken> {
    const started = performance.now();
    const spoken = state.bot?.language ?? state.open[0]?.language ?? 'en';
    if (state.open.some(({ turn }) => turn?.state === 'open' && turn.attempts > mostAttempts)) {
      const answer = keepOrders(fallback('failed', spoken), dialogueNow(state), spoken);
      return { kind: 'answer', answer, why: [verdict('attempts', 'given up', started)] };
    }
    const heard = await this.hearAll(running, state);
    const language = languageOf(heard.at(-1), spoken);
    const why = [verdict('reading', heard.map(({ reading }) => reading?.act ?? 'away').join(', '), started)];
    const standing = standingOf(state);
    if (standing.kind === 'queued') {
      const answer = handoffAnswer(withdrawn(standing.handoff_id, language, dialogueOf(state)));
      return { kind: 'answer', answer, why: [...why, verdict('rule', 'back to the bot', started)] };
    }
    const dialogue = dialogueNow(state);
    const talk = { memory: dialogue, language };
    const flow = await this.orders.take(heard, { ...talk, call: this.rest(running, 'turn.orders') });
    if (flow) return flowTaken(flow, why, started);
    const step = decide(dialogue, heard);
    if (step.kind === 'handoff') {
      const entry = queued(newId(), language, step.dialogue, await this.desk.now(running.tenant, language));
      const answer = handoffAnswer(entry, step.reason);
      return { kind: 'answer', answer, why: [...why, verdict('handoff', step.reason, started)] };
    }
    if (step.kind !== 'question') {
      const last = step.kind === 'repeat' ? await this.lastOfBot(running, state) : undefined;
      return {
        kind: 'answer',
        answer: keepOrders(ruleAnswer(step, language, last), dialogue, language),
        why: [...why, verdict('rule', step.kind, started)],
      };
    }

    const asked = performance.now();
    const composing = this.compose(running, { text: step.question, language, memory: memoryOf(state) }, growth);
    const composed = await this.unlessRestarted(running, composing, growth);
    if (composed === 'restart') return { kind: 'restart' };
    const nothing = step.calls ? 'unsure' : heard.every(({ reading }) => reading) ? 'unknown' : 'degraded';
    const taken = await this.taken(composed, { language, dialogue, nothing }, growth, (answer) => [
      ...why,
      verdict('retrieval', wordFor(composed), asked, answer.confidence),
    ]);
    if (taken.kind !== 'answer') return taken;
    if (taken.answer.method !== 'fallback') return step.calls ? withPerson(taken) : taken;
    const late = performance.now();
    const unsure = await this.orders.take(heard, { ...talk, call: this.rest(running, 'turn.orders') }, true);
    return unsure ? flowTaken(unsure, taken.why, late) : taken;
  }

  /** The bot's last entry, whole. */
  private async lastOfBot({ tenant, session_id }: Running, { bot }: LogState): Promise<EntryDocument | undefined> {
    return bot && this.log.at(tenant, session_id, bot.seq);
  }

  /** Goes on with an answer that was begun by somebody who is gone. */
  async goOn(running: Running, state: LogState, covered: readonly EntryDocument[], growth: Growth): Promise<Taken> {
    const asked = performance.now();
    const { language } = growth.entry!;
    const given_up = covered.some(({ turn }) => turn?.state === 'open' && turn.attempts > mostAttempts);
    const question = { text: covered.map(({ text }) => text).join('\n'), language, memory: memoryOf(state) };
    const composed = given_up ? ({ kind: 'away' } as const) : await this.compose(running, question, growth);
    const dialogue = dialogueNow(state);
    return this.taken(composed, { language, dialogue }, growth, () => [
      verdict('taken over', wordFor(composed), asked),
    ]);
  }

  /** A new message begins the turn again, as long as nothing was released. */
  private async unlessRestarted(
    running: Running,
    composing: Promise<Composing>,
    growth: Growth,
  ): Promise<Composing | 'restart'> {
    while (running.mayRestart && !growth.begun) {
      const first = await Promise.race([composing, running.nextArrival()]);
      if (first !== 'arrived') return first;
      if (await growth.withdraw()) return 'restart';
    }
    return composing;
  }

  private async taken(
    composing: Composing,
    { language, dialogue, nothing }: Saying,
    growth: Growth,
    why: (answer: Answer) => readonly Verdict[],
  ): Promise<Taken> {
    await growth.settled();
    if (growth.lost) return { kind: 'restart' };
    if (!growth.entry) {
      const answer = keepOrders(questionAnswer(composing, language, nothing), dialogue, language);
      return { kind: 'answer', answer, why: why(answer) };
    }
    const answer = keepOrders(grownAnswer(composing, growth.entry), dialogue, language);
    return { kind: 'grown', answer, why: why(answer), cut: composing.kind !== 'composed' };
  }

  /** The reading of an utterance, or none where nlu is away; it is asked once an entry. */
  read(tenant: string, text: string, locale: Language, trace_id: string): Promise<Reading | undefined> {
    const call = callOf(tenant, 'turn.read', turnLimitMs, trace_id);
    return this.breakers.nlu(() => this.fleet.ask(ParseUtterance, { text, locale }, call)).catch(() => undefined);
  }

  /** Whether whoever waits for a person goes on with the bot. */
  async wantsBot(running: Running, state: LogState): Promise<boolean> {
    if (standingOf(state).kind !== 'queued') return false;
    return (await this.hearAll(running, state)).some(wantsBot);
  }

  private hearAll(running: Running, { open }: LogState): Promise<Heard[]> {
    return Promise.all(open.map((entry) => this.hear(running, entry)));
  }

  private async hear(running: Running, { id, tenant, text, language }: EntryDocument): Promise<Heard> {
    const reading = running.readings.get(id) ?? this.read(tenant, text, language, running.trace_id);
    running.readings.set(id, reading);
    return { text, reading: await reading };
  }

  /** Where llm breaks off after something was released, it is asked again to go on from there. */
  private async compose(running: Running, question: Asked, growth: Growth): Promise<Composing> {
    for (let tries = 0; ; tries++) {
      const call = this.rest(running, 'turn.answer');
      const released = growth.text === '' ? {} : { released: growth.text };
      const onPart = (part: ComposedPart) => growth.add(part, question.language);
      try {
        const ask = (whole: Question) => this.fleet.ask(ComposeAnswer, whole, call, onPart);
        const asking = () => this.memory.ask({ ...question, ...released }, ask);
        const { text, ...composed } = await this.breakers.llm(asking);
        return { kind: 'composed', composed: { ...composed, text: (released.released ?? '') + text } };
      } catch (error) {
        await growth.settled();
        const late = toFleetError(error).code === 'fleet.deadline_exceeded';
        if (late || !growth.begun || growth.lost || tries >= mostContinuations) return { kind: late ? 'late' : 'away' };
      }
    }
  }

  /** For what is left of the turn. */
  private rest(running: Running, cause: string): Call {
    const { tenant, since, trace_id } = running;
    return callOf(tenant, cause, since + turnLimitMs - performance.now(), trace_id);
  }
}

/** After the accept the turn is the service's own work: it must not end with the customer's token. */
const callOf = (tenant: string, cause: string, deadline_ms: number, trace_id: string): Call =>
  serviceCall({ tenant, service: 'orchestrator', cause, deadline_ms, trace_id });

const flowTaken = (answer: Answer, why: readonly Verdict[], started: number): Answered => ({
  kind: 'answer',
  answer,
  why: [...why, verdict('flow', answer.dialogue.flow?.state ?? 'end', started)],
});

/** An answer to what may have been a call for a person: one is a click away. */
const withPerson = ({ answer, why }: Answered): Answered => ({
  kind: 'answer',
  answer: { ...answer, suggestions: offerPerson(answer.language) },
  why,
});

/** What the bot remembers. Where the outcome of an action was the last word, a person may have been offered with it. */
function dialogueNow(state: LogState): Dialogue {
  const { bot, change, tail, open } = state;
  const { flow, ...dialogue } = dialogueOf(state);
  // Whose hands the session went through since, the question that a yes would answer is not the last one any more.
  const stale = flow?.state === 'confirming' && (change?.seq ?? 0) > (bot?.seq ?? 0);
  const before = tail.findLast(({ seq }) => seq < (open[0]?.seq ?? Infinity));
  const offered = before?.kind === 'action' && before.offers;
  return { ...dialogue, ...(flow && !stale ? { flow } : {}), ...(offered ? { offer: 'person' } : {}) };
}

const languageOf = (last: Heard | undefined, spoken: Language): Language =>
  last ? languageOfText(last.text, last.reading, spoken) : spoken;

const wordFor = (composing: Composing): string =>
  composing.kind === 'composed' ? composing.composed.status : composing.kind;
