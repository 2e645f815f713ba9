import { type Composed, type Question, type Remembered, toFleetError } from '@parley/contracts';
import type { LogState } from '../log/log-state.js';

/** Entries before the question that go with it (spec §4, memory). */
const memoryLength = 20;

/** What was said before the open messages; what an agent said was said by our side. */
export function memoryOf({ tail, open }: LogState): Remembered[] {
  const before = tail.filter(({ seq }) => seq < (open[0]?.seq ?? Infinity)).slice(-memoryLength);
  return before.flatMap(({ kind, text }): Remembered[] => {
    if (kind === 'customer_message') return [{ who: 'customer', text }];
    return kind === 'bot_message' || kind === 'agent_message' ? [{ who: 'bot', text }] : [];
  });
}

/**
 * What llm reads of the memory: without a model only what customers said, which is a tenth of it. It says so with each
 * answer; one that has a model by now, or beside it, refuses a question without the rest, and gets it whole.
 */
export class MemoryRead {
  private customers_only = false;

  async ask(whole: Question, ask: (question: Question) => Promise<Composed>): Promise<Composed> {
    try {
      const composed = await ask(this.customers_only ? ofCustomers(whole) : whole);
      this.customers_only = composed.customers_only ?? false;
      return composed;
    } catch (error) {
      if (toFleetError(error).code !== 'llm.memory_wanted') throw error;
      this.customers_only = false;
      return ask(whole);
    }
  }
}

const ofCustomers = (question: Question): Question => ({
  ...question,
  memory: question.memory.filter(({ who }) => who === 'customer'),
  customers_only: true,
});
