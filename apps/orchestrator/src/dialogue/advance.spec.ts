import { describe, expect, it } from '@jest/globals';
import type { Act, OrderView, Reading } from '@parley/contracts';
import { type Move, advance } from './advance.js';
import { type OrderMemory, memoryOf } from './flow.js';
import { found } from './found.js';
import { gather } from './gather.js';

interface Message {
  readonly act?: Act;
  readonly intent?: string;
  /** Of the intent; 1 unless said. */
  readonly confidence?: number;
  readonly number?: string;
  readonly email?: string;
  /** It says nothing beside its values. */
  readonly bare?: true;
  /** As it was typed, where nlu finds nothing in it. */
  readonly typed?: string;
}

const heard = ({ act = 'none', intent, confidence = 1, number, email, bare, typed }: Message) => {
  const text = typed ?? [bare || !intent ? '' : 'words', number, email].join(' ');
  const entity = (type: string, value: string | undefined) => {
    const start = text.indexOf(value ?? '');
    return value === undefined ? [] : [{ type, text: value, value, start, end: start + value.length, confidence: 1 }];
  };
  const entities = [...entity('order_number', number), ...entity('email', email)];
  const intents = intent ? [{ name: intent, confidence }] : [];
  const reading = { language: 'en', act, entities, intents, ...(intent ? { intent } : {}) } as Partial<Reading>;
  return { text, reading: reading as Reading };
};

const ada = { order_number: 'NE-104200', email: 'ada@mail.example' };
const order = (state: OrderView['state']): OrderView => ({
  number: ada.order_number,
  state,
  items: [],
  total: { amount: 1, currency: 'TRY' },
  placed_at: '',
  cancellable: state === 'received',
});

/** Plays bursts against the dialogue; one order exists. Gives back what the bot did each time. */
function play(bursts: readonly (readonly Message[])[], exists = order('received')) {
  let memory: OrderMemory = {};
  return bursts.map((burst): string => {
    const move = advance(memory, gather(burst.map(heard)));
    if (move?.kind === 'look_up') {
      const right = move.order.order_number === ada.order_number && move.order.email === ada.email;
      const finding = found(memory, move, right ? exists : undefined);
      memory = finding.memory;
      return finding.said;
    }
    if (!move) return 'something else';
    const { flow: _, ...rest } = memoryOf(memory);
    memory = { ...rest, ...flowAfter(move) };
    return move.kind === 'ask' ? `ask ${missing(move)}` : move.kind;
  });
}

const flowAfter = (move: Move): OrderMemory => {
  if (move.kind === 'ask' || move.kind === 'confirm_again' || move.kind === 'progress') return { flow: move.flow };
  if (move.kind === 'act') return { flow: { state: 'acting', order: move.order, action_id: '1' } };
  return {};
};
const missing = ({ flow: { slots } }: Extract<Move, { kind: 'ask' }>): string =>
  slots.order_number && slots.email ? 'again' : slots.order_number ? 'email' : slots.email ? 'number' : 'both';

const status: Message = { intent: 'order_status' };
const cancellation: Message = { intent: 'order_cancellation' };
const number: Message = { number: ada.order_number };
const email: Message = { email: ada.email };
const question: Message = { intent: 'return_policy' };
const say = (act: Act): Message => ({ act });

describe('the dialogue about an order', () => {
  it.each<[string, Message[][], string[]]>([
    ['asks for number, then e-mail', [[status], [number], [email]], ['ask both', 'ask email', 'status']],
    ['takes them the other way round', [[status], [email], [number]], ['ask both', 'ask number', 'status']],
    ['takes both from one message', [[status], [{ ...number, ...email }]], ['ask both', 'status']],
    ['takes everything from the first message', [[{ ...status, ...number, ...email }]], ['status']],
    ['takes both from a burst', [[status, number, email]], ['status']],
    [
      'keeps what is wanted when a bare number looks like something else',
      [[cancellation], [{ ...number, ...status, bare: true }], [email]],
      ['ask both', 'ask email', 'confirm'],
    ],
    [
      'keeps what is wanted when a number in words looks a little like something else',
      [[cancellation], [{ ...number, ...status, confidence: 0.89 }], [email]],
      ['ask both', 'ask email', 'confirm'],
    ],
    [
      'takes digits alone for the number that it asked for',
      [[status], [{ typed: ' 104200' }]],
      ['ask both', 'ask email'],
    ],
    ['takes digits alone for nothing else', [[{ typed: '104200' }]], ['something else']],
    ['begins with a bare number', [[{ ...number, ...status, bare: true }], [email]], ['ask email', 'status']],
    [
      'takes a correction',
      [[{ ...status, number: 'NE-104999' }], [email], [number]],
      ['ask email', 'not_found', 'status'],
    ],
    ['lets the last of a burst correct the first', [[{ ...status, number: 'NE-1' }, number, email]], ['status']],
    [
      'asks again for another pair while the same one comes',
      [[{ ...status, number: 'NE-1', ...email }], [{ number: 'NE-1' }]],
      ['not_found', 'ask again'],
    ],
    ['ends when told to', [[status], [say('cancel')], [number]], ['ask both', 'stopped', 'something else']],
    [
      'waits while something else is talked about',
      [[status], [number], [question], [say('thanks')], [email]],
      ['ask both', 'ask email', 'something else', 'something else', 'status'],
    ],
    [
      'becomes a cancellation half-way',
      [[status], [number], [{ ...cancellation, ...email }]],
      ['ask both', 'ask email', 'confirm'],
    ],
    [
      'takes "cancel it" for the order that was told',
      [[{ ...status, ...number, ...email }], [question], [{ act: 'cancel', typed: 'İPTAL ET' }], [say('yes')]],
      ['status', 'something else', 'confirm', 'act'],
    ],
    [
      'asks which order a mere "I want to cancel" means, and leaves "never mind" alone',
      [[{ act: 'cancel', typed: 'never mind' }], [{ act: 'cancel', typed: 'I want to cancel' }]],
      ['something else', 'ask both'],
    ],
    ['leaves a wish for a person alone', [[status], [say('person')]], ['ask both', 'something else']],
    ['begins with nothing but an intent', [[number, email], [question]], ['something else', 'something else']],
    [
      'does not ask for what it knows already',
      [[{ ...status, ...number, ...email }], [cancellation], [say('yes')]],
      ['status', 'confirm', 'act'],
    ],
  ])('%s', (_, bursts, expected) => {
    expect(play(bursts)).toEqual(expected);
  });

  const confirming = [{ ...cancellation, ...number, ...email }];
  it.each<[string, Message[][], string[]]>([
    ['acts on yes', [[say('yes')]], ['act']],
    ['keeps the order on no', [[say('no')], [say('yes')]], ['kept', 'something else']],
    ['is not sure what "cancel" cancels', [[say('cancel')], [say('yes')]], ['confirm_again', 'act']],
    ['does not take "ok" for a yes', [[say('acknowledgement')]], ['confirm_again']],
    ['does not take the wish alone for a yes', [[cancellation]], ['confirm_again']],
    ['does not act when yes and no come together', [[say('yes'), say('no')]], ['confirm_again']],
    ['does not act on a yes that comes with another order', [[say('yes'), { number: 'NE-104999' }]], ['not_found']],
    ['waits while a question is asked', [[question], [say('yes')]], ['something else', 'act']],
    ['acts once', [[say('yes')], [say('yes')]], ['act', 'something else']],
    ['tells how far it is', [[say('yes')], [status]], ['act', 'progress']],
  ])('asked to confirm, it %s', (_, bursts, expected) => {
    expect(play([confirming, ...bursts])).toEqual(['confirm', ...expected]);
  });

  it.each<[OrderView['state'], string]>([
    ['preparing', 'too_late_preparing'],
    ['handed_over', 'too_late_sent'],
    ['delivered', 'too_late_delivered'],
    ['cancelled', 'already_cancelled'],
  ])('does not offer to cancel an order that is %s', (state, expected) => {
    expect(play([confirming, [say('yes')]], order(state))).toEqual([expected, 'something else']);
  });

  it('tries five wrong pairs a session and no more, whatever the right one is', () => {
    const wrong = Array.from({ length: 5 }, (_, index): Message[] => [{ ...status, number: `NE-${index}`, ...email }]);
    expect(play([...wrong, [{ ...status, ...number, ...email }]])).toEqual([
      ...Array.from({ length: 4 }, () => 'not_found'),
      'too_many_tries',
      'too_many_tries',
    ]);
  });
});
