import { Injectable } from '@nestjs/common';
import {
  type Language,
  type OrderArguments,
  type OrderView,
  ListActions,
  LookUpOrder,
  ReadAction,
  newId,
  toFleetError,
} from '@parley/contracts';
import { type Call, Fleet } from '@parley/messaging';
import { type Answer, free } from '../turn/answer.js';
import { Breakers } from '../turn/breakers.js';
import type { Heard } from '../turn/decide.js';
import { offerPerson } from '../turn/texts.js';
import { type Move, advance, purposeOf } from './advance.js';
import { type OrderMemory, type Purpose, memoryOf } from './flow.js';
import { type Finding, found } from './found.js';
import { gather } from './gather.js';
import { type OrderText, askText, confirmText, statusText, tell, valuesOf, yesOrNo } from './words.js';

interface Turn {
  readonly memory: OrderMemory;
  readonly language: Language;
  readonly call: Call;
}

/** Talks with the customer about an order: who asks is identified, what changes something is confirmed. */
@Injectable()
export class OrderDesk {
  constructor(
    private readonly fleet: Fleet,
    private readonly breakers: Breakers,
  ) {}

  /**
   * The answer, where the messages are about an order and the company has connected its orders. What may as well be a
   * question begins a dialogue only when it is `unanswered`: the documents have been asked.
   */
  async take(heard: readonly Heard[], turn: Turn, unanswered = false): Promise<Answer | undefined> {
    const said = gather(heard);
    const move = advance(turn.memory, said);
    const known = turn.memory.flow ?? turn.memory.known_order ?? said.slots.order_number ?? said.slots.email;
    if (!move || (!known && !said.sure && !unanswered)) return undefined;
    const begins = turn.memory.flow?.state !== 'identifying' && turn.memory.flow?.state !== 'confirming';
    const purpose = purposeOf(said);
    if (begins && purpose && !(await this.connected(purpose, turn.call))) return undefined;
    return this.make(move, turn);
  }

  private async make(move: Move, turn: Turn): Promise<Answer> {
    const { memory, language } = turn;
    const { flow: _, ...rest } = memoryOf(memory);
    switch (move.kind) {
      case 'ask':
        return answer(askText(move.flow, language), language, { ...rest, flow: move.flow });
      case 'look_up':
        return this.lookUp(move, turn);
      case 'too_many_tries':
        return withPerson(answer(tell('too_many_tries', language), language, rest), language);
      case 'confirm_again': {
        const again = answer(confirmText(move.flow, language), language, { ...rest, flow: move.flow });
        return { ...again, suggestions: yesOrNo(language) };
      }
      case 'kept':
        return answer(tell('kept', language, { order: move.order.order_number }), language, rest);
      case 'stopped':
        return answer(tell('stopped', language), language, rest);
      case 'act':
        return begun(move.order, language, rest);
      case 'progress':
        return this.progress(move.flow, turn);
    }
  }

  private async lookUp(wanted: { purpose: Purpose; order: OrderArguments }, turn: Turn): Promise<Answer> {
    const { memory, language, call } = turn;
    try {
      const ask = { ...wanted.order, language };
      const { order } = await this.breakers.actions(() => this.fleet.ask(LookUpOrder, ask, call));
      return tellFinding(found(memory, wanted, order), order, language);
    } catch {
      return withPerson(answer(tell('unavailable', language), language, memoryOf(memory)), language);
    }
  }

  /** Where a cancellation stands: the entry of its outcome says it once it is known, so here it is not known yet. */
  private async progress({ order, action_id }: Extract<Move, { kind: 'progress' }>['flow'], turn: Turn) {
    const { language, memory, call } = turn;
    const run = await this.breakers
      .actions(() => this.fleet.ask(ReadAction, { id: action_id }, call))
      .catch((error: unknown) => toFleetError(error).code);
    const known = typeof run === 'object' && run.state !== 'running';
    if (known) return this.lookUp({ purpose: 'order_status', order }, turn);
    return answer(tell('checking', language, { order: order.order_number }), language, memoryOf(memory));
  }

  private async connected(purpose: Purpose, call: Call): Promise<boolean> {
    try {
      const { items } = await this.breakers.actions(() => this.fleet.ask(ListActions, {}, call));
      return items.every(({ name, enabled }) => enabled || (name !== purpose && name !== 'order_status'));
    } catch {
      return false;
    }
  }
}

const answer = (text: string, language: Language, memory: OrderMemory): Answer => ({
  text,
  language,
  method: 'flow',
  confidence: 1,
  citations: [],
  suggestions: [],
  cost: free,
  dialogue: { acknowledged: 0, answered: true, ...memory },
});

const withPerson = (said: Answer, language: Language): Answer => ({
  ...said,
  suggestions: offerPerson(language),
  dialogue: { ...said.dialogue, offer: 'person' },
});

/** The intent goes into the log with this answer; it is carried out once that is on disk. */
function begun(order: OrderArguments, language: Language, memory: OrderMemory): Answer {
  const action_id = newId();
  const text = tell('sent', language, { order: order.order_number });
  const flow = { state: 'acting', order, action_id } as const;
  const ids = { id: action_id, checking_id: newId(), handoff_id: newId() };
  const intent = { ...ids, name: 'order_cancellation', arguments: order } as const;
  return { ...answer(text, language, { ...memory, flow }), intent };
}

function tellFinding({ said, memory }: Finding, order: OrderView | undefined, language: Language): Answer {
  if (said === 'status' && order) return answer(statusText(order, language), language, memory);
  const values = order ? valuesOf(order, language) : {};
  const told = answer(tell(said satisfies OrderText | 'status' as OrderText, language, values), language, memory);
  if (said === 'confirm') return { ...told, suggestions: yesOrNo(language) };
  return said === 'too_many_tries' || said === 'too_late_preparing' ? withPerson(told, language) : told;
}
