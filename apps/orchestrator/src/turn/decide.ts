import type { Act, HandoffReason, Reading } from '@parley/contracts';
import { memoryOf } from '../dialogue/flow.js';
import type { Dialogue } from '../log/entry.document.js';
import { confidenceOf, isSure } from './certainty.js';
import { takesBot, type TextKey } from './texts.js';

/** A customer's message with what nlu made of it; without a reading where nlu was away. */
export interface Heard {
  readonly text: string;
  readonly reading: Reading | undefined;
}

export type Step =
  | { readonly kind: 'say'; readonly text: TextKey; readonly act: Act; readonly dialogue: Dialogue }
  | { readonly kind: 'repeat'; readonly dialogue: Dialogue }
  | Handoff
  | {
      readonly kind: 'question';
      readonly question: string;
      /** It may be a call for a person. */
      readonly calls: boolean;
    };

type Handoff = { readonly kind: 'handoff'; readonly reason: HandoffReason; readonly dialogue: Dialogue };

/** What to do with the messages of one burst: a person wins, then a question, then the last act. */
export function decide(dialogue: Dialogue, heard: readonly Heard[]): Step {
  const acts = heard.map(actOf);
  if (acts.includes('person')) return handoff('customer_request', dialogue);
  const called = calledBy(heard);
  if (called && isSure(called.confidence)) return handoff(called.reason, dialogue);
  const questions = heard.filter((_, index) => acts[index] === 'none');
  const question = questions.map(({ text }) => text).join('\n');
  if (questions.length > 0) return { kind: 'question', question, calls: called !== undefined };
  return actStep(dialogue, acts.at(-1) ?? 'none');
}

/** Intents of a company that call a person. Whoever complains is not argued with by a bot. */
const calls: Readonly<Record<string, HandoffReason>> = { human: 'customer_request', complaint: 'complaint' };

interface Called {
  readonly reason: HandoffReason;
  readonly confidence: number;
}

/** The surest call for a person in a burst. */
function calledBy(heard: readonly Heard[]): Called | undefined {
  let surest: Called | undefined;
  for (const { reading } of heard) {
    const reason = calls[reading?.intent ?? ''];
    const confidence = reading ? confidenceOf(reading) : 0;
    if (reason && confidence >= (surest?.confidence ?? 0)) surest = { reason, confidence };
  }
  return surest;
}

function actStep(dialogue: Dialogue, act: Act): Step {
  const next = quiet(dialogue);
  switch (act) {
    case 'greeting':
      return say(dialogue.answered ? 'greeting_again' : 'greeting', act, next);
    case 'good_day':
      return say(dialogue.answered || dialogue.acknowledged > 0 ? 'goodbye' : 'greeting', act, next);
    case 'goodbye':
      return say('goodbye', act, next);
    case 'thanks':
      return say('thanks', act, { ...next, acknowledged: 1 });
    case 'acknowledgement':
      return acknowledge(dialogue);
    case 'yes':
      return dialogue.offer === 'person' ? handoff('no_answer', dialogue) : say('yes_to_nothing', act, next);
    case 'no':
      return say('no_more', act, { ...next, acknowledged: 1 });
    case 'cancel':
      return say('cancelled', act, next);
    case 'repeat':
      return { kind: 'repeat', dialogue };
    case 'person':
      return handoff('customer_request', dialogue);
    case 'none':
      return say('yes_to_nothing', act, next);
  }
}

/** "ok" accepts an offer that stands; else it is told apart by whether it is the first in a row. */
function acknowledge(dialogue: Dialogue): Step {
  if (dialogue.offer === 'person') return handoff('no_answer', dialogue);
  const text = dialogue.acknowledged === 0 ? 'acknowledgement' : 'acknowledgement_again';
  return say(text, 'acknowledgement', { ...quiet(dialogue), acknowledged: dialogue.acknowledged + 1 });
}

/** The dialogue once nothing is offered and no acknowledgement stands in a row; what is known of orders stays. */
const quiet = (dialogue: Dialogue): Dialogue => ({
  acknowledged: 0,
  answered: dialogue.answered,
  ...memoryOf(dialogue),
});

const handoff = (reason: HandoffReason, dialogue: Dialogue): Handoff => ({
  kind: 'handoff',
  reason,
  dialogue: quiet(dialogue),
});

const say = (text: TextKey, act: Act, dialogue: Dialogue): Step => ({ kind: 'say', text, act, dialogue });

/** Whether somebody who waits for a person goes on with the bot instead. That suggestion is understood without nlu. */
export const wantsBot = ({ text, reading }: Heard): boolean => takesBot(text) || reading?.act === 'cancel';

/** The value of the suggestion that asks for a person is understood without nlu. */
const actOf = ({ text, reading }: Heard): Act => (text.trim() === 'person' ? 'person' : (reading?.act ?? 'none'));
