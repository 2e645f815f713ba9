import { describe, expect, it } from '@jest/globals';
import { free, pricesOf, withCall } from './prices.js';

describe('prices', () => {
  const prices = pricesOf('openai:gpt-4o=2.50/10, bedrock:anthropic.claude:1=0.8/4');

  it('are read by name of the model', () => {
    expect([...prices.keys()]).toEqual(['openai:gpt-4o', 'bedrock:anthropic.claude:1']);
  });

  it.each(['gpt-4o=1/2', 'openai:x', 'openai:x=1', 'openai:x=a/b', ''])('are not %j', (raw) => {
    expect(() => pricesOf(raw)).toThrow('expected');
  });

  it('make what calls cost together', () => {
    const usage = { input_tokens: 1000, output_tokens: 100 };
    const one = withCall(free, usage, prices.get('openai:gpt-4o'));
    expect(one.amount).toBeCloseTo(0.0035, 10);
    expect(withCall(one, usage, undefined)).toMatchObject({
      amount: one.amount,
      input_tokens: 2000,
      output_tokens: 200,
    });
  });
});
