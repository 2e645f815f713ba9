import { describe, expect, it } from '@jest/globals';
import { type Composed, type Question, FleetError } from '@parley/contracts';
import { composed } from '../testing/parties.js';
import { MemoryRead } from './memory.js';

describe('memory read', () => {
  const whole: Question = {
    text: 'and for islands?',
    language: 'en',
    memory: [
      { who: 'customer', text: 'what does delivery cost?' },
      { who: 'bot', text: 'It is free from 750 TL on.' },
      { who: 'customer', text: 'thanks' },
    ],
  };
  const short: Question = { ...whole, memory: [whole.memory[0]!, whole.memory[2]!], customers_only: true };
  const byCustomers = (): Composed => ({ ...composed('89 TL.'), customers_only: true });
  const byAll = (): Composed => composed('89 TL.');
  const refusal = (): never => {
    throw new FleetError('llm.memory_wanted');
  };

  const asking = () => {
    const memory = new MemoryRead();
    /** What each of the repliers is asked, one after the other. */
    return async (...repliers: (() => Composed)[]): Promise<Question[]> => {
      const asked: Question[] = [];
      await memory.ask(whole, async (question) => (asked.push(question), repliers[asked.length - 1]!()));
      return asked;
    };
  };

  it('goes whole, until llm says that what the bot said is not read', async () => {
    const ask = asking();
    expect(await ask(byCustomers)).toEqual([whole]);
    expect(await ask(byCustomers)).toEqual([short]);
    expect(await ask(byAll)).toEqual([short]);
    expect(await ask(byCustomers)).toEqual([whole]);
  });

  it('goes whole at once to whoever reads it by now', async () => {
    const ask = asking();
    await ask(byCustomers);
    expect(await ask(refusal, byAll)).toEqual([short, whole]);
    expect(await ask(byAll)).toEqual([whole]);
  });

  it('goes as before after any other failure', async () => {
    const ask = asking();
    await ask(byCustomers);
    const away = () => {
      throw new FleetError('llm.unavailable');
    };
    await expect(ask(away)).rejects.toThrow(new FleetError('llm.unavailable'));
    expect(await ask(byCustomers)).toEqual([short]);
  });
});
