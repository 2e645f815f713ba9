import { describe, expect, it } from '@jest/globals';
import type { Act, Reading } from '@parley/contracts';
import { type Dialogue, freshDialogue } from '../log/entry.document.js';
import { type Heard, decide, wantsBot } from './decide.js';

const heard = (act: Act, text = act as string): Heard => ({
  text,
  reading: {
    act,
    language: 'en',
    language_confidence: 1,
    intents: [],
    out_of_scope: false,
    entities: [],
    model_version: 'test',
  } as Reading,
});
const intended = (intent: string, confidence: number, said = 'none'): Heard => {
  const { text, reading } = heard('none', said);
  return { text, reading: { ...reading!, intent, intents: [{ name: intent, confidence }] } };
};
const offered: Dialogue = { offer: 'person', acknowledged: 0, answered: true };
const answered: Dialogue = { acknowledged: 0, answered: true };

describe('decide', () => {
  it.each<[string, Dialogue, Heard[], string]>([
    ['greets the first time', freshDialogue, [heard('greeting')], 'greeting'],
    ['greets differently after an answer', answered, [heard('greeting')], 'greeting_again'],
    ['takes "iyi günler" as a greeting at the beginning', freshDialogue, [heard('good_day')], 'greeting'],
    ['takes "iyi günler" as a goodbye after an answer', answered, [heard('good_day')], 'goodbye'],
    ['asks what a yes is for when nothing is offered', answered, [heard('yes')], 'yes_to_nothing'],
    ['asks once whether there is more', answered, [heard('acknowledgement')], 'acknowledgement'],
    [
      'does not ask twice whether there is more',
      { ...answered, acknowledged: 1 },
      [heard('acknowledgement')],
      'acknowledgement_again',
    ],
    ['answers the last act of a burst', freshDialogue, [heard('greeting'), heard('thanks')], 'thanks'],
  ])('%s', (_, dialogue, burst, text) => {
    expect(decide(dialogue, burst)).toMatchObject({ kind: 'say', text });
  });

  it.each<[string, Dialogue, Heard[], string]>([
    ['on request', answered, [heard('person')], 'customer_request'],
    ['before a question of the same burst', answered, [heard('none'), heard('person')], 'customer_request'],
    [
      'by the value of the suggestion, without nlu',
      answered,
      [{ text: 'person', reading: undefined }],
      'customer_request',
    ],
    ['by the intent that asks for one', answered, [intended('human', 0.9)], 'customer_request'],
    ['when somebody complains', answered, [heard('none'), intended('complaint', 0.95)], 'complaint'],
    ['when yes accepts the offer', offered, [heard('yes')], 'no_answer'],
    ['when ok accepts the offer', offered, [heard('acknowledgement')], 'no_answer'],
  ])('calls a person %s', (_, dialogue, burst, reason) => {
    expect(decide(dialogue, burst)).toEqual({ kind: 'handoff', reason, dialogue: answered });
  });

  it('asks the documents first about what may be a call for a person', () => {
    const burst = [intended('complaint', 0.5, 'can somebody mend it'), intended('human', 0.89, 'or send one')];
    const question = 'can somebody mend it\nor send one';
    expect(decide(answered, burst)).toEqual({ kind: 'question', question, calls: true });
  });

  it.each<[string, Heard, boolean]>([
    ['the suggestion', { text: ' bot ', reading: undefined }, true],
    ['what stands on it', { text: 'Asistanla devam et', reading: undefined }, true],
    ['"cancel"', heard('cancel'), true],
    ['a question', heard('none'), false],
    ['"no"', heard('no'), false],
    ['anything while nlu is away', { text: 'cancel', reading: undefined }, false],
  ])('takes %s in the queue for going back to the bot, or not', (_, said, expected) => {
    expect(wantsBot(said)).toBe(expected);
  });

  it('joins the questions of a burst and leaves the small talk out', () => {
    const burst = [heard('greeting', 'hi'), heard('none', 'where is my order'), heard('none', 'and can I change it?')];
    expect(decide(freshDialogue, burst)).toEqual({
      kind: 'question',
      question: 'where is my order\nand can I change it?',
      calls: false,
    });
  });

  it('treats a message as a question when nlu is away', () => {
    expect(decide(freshDialogue, [{ text: 'iade süresi', reading: undefined }])).toEqual({
      kind: 'question',
      question: 'iade süresi',
      calls: false,
    });
  });

  it('forgets the offer once something else was said', () => {
    const step = decide(offered, [heard('greeting')]);
    expect(step).toMatchObject({ dialogue: { acknowledged: 0, answered: true } });
    expect(step).not.toHaveProperty('dialogue.offer');
  });

  it('keeps what is known of orders over small talk, so that nobody gets new tries by it', () => {
    expect(decide({ ...answered, wrong_pairs: 4 }, [heard('thanks')])).toMatchObject({ dialogue: { wrong_pairs: 4 } });
  });
});
