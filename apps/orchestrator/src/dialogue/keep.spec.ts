import { describe, expect, it } from '@jest/globals';
import { type Answer, fallback, free } from '../turn/answer.js';
import type { Flow, OrderMemory } from './flow.js';
import { keepOrders } from './keep.js';

const order = { order_number: 'NE-104200', email: 'ada@mail.example' };
const identifying: Flow = {
  state: 'identifying',
  purpose: 'order_status',
  slots: { order_number: order.order_number },
  interruptions: 0,
};
const confirming: Flow = { state: 'confirming', order, interruptions: 0 };
const answer = (method: Answer['method']): Answer => ({
  text: 'Within 30 days.',
  language: 'en',
  method,
  confidence: 1,
  citations: [],
  suggestions: [],
  cost: free,
  dialogue: { acknowledged: 0, answered: true },
});
const kept = (said: Answer, memory: OrderMemory): Answer => keepOrders(said, memory, 'en');

describe('an answer in the middle of a dialogue about an order', () => {
  it('ends with what is still missing', () => {
    const { text, dialogue } = kept(answer('rag'), { flow: identifying });
    expect(text).toBe(
      'Within 30 days.\n\nTo go on with your order I still need the e-mail address that you ordered with.',
    );
    expect(dialogue.flow).toEqual({ ...identifying, interruptions: 1 });
  });

  it('says nothing but the question while a yes would cancel', () => {
    const small = kept(answer('rule'), { flow: confirming });
    expect(small.text).toMatch(/^Just to be sure.*NE-104200/);
    expect(small.suggestions.map(({ value }) => value)).toEqual(['yes', 'no']);
  });

  it('offers a person or asks for a yes, never both', () => {
    const { text, dialogue } = kept(fallback('unknown', 'en'), { flow: confirming });
    expect(dialogue).toMatchObject({ offer: 'person' });
    expect(dialogue.flow).toBeUndefined();
    expect(text).not.toContain('NE-104200');
  });

  it('lets go after three of them', () => {
    const { text, dialogue } = kept(answer('rag'), { flow: { ...identifying, interruptions: 3 }, wrong_pairs: 2 });
    expect(text).toBe('Within 30 days.');
    expect(dialogue).toEqual({ acknowledged: 0, answered: true, wrong_pairs: 2 });
  });

  it('remembers who the customer is when there is nothing under way', () => {
    expect(kept(answer('rag'), { known_order: order }).dialogue).toMatchObject({ known_order: order });
  });
});
