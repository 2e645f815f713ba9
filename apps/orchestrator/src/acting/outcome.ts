import type { ActionNote, ActionRun, Language, Suggestion } from '@parley/contracts';
import { type OrderText, money, tell } from '../dialogue/words.js';
import { offerPerson } from '../turn/texts.js';

export interface Outcome {
  readonly text: string;
  readonly suggestions: readonly Suggestion[];
  readonly action: ActionNote;
}

/** What the customer is told of an action: done only where the ledger says so. A person sees to one that failed. Pure. */
export function outcomeOf(run: ActionRun, order: string, language: Language): Outcome {
  const { id, name } = run;
  const say = (key: OrderText, state: ActionNote['state'], total = ''): Outcome => ({
    text: tell(key, language, { order, total }),
    suggestions: state === 'refused' ? offerPerson(language) : [],
    action: { id, name, state },
  });
  switch (run.state) {
    case 'running':
      return say('checking', 'checking');
    case 'done':
      return say('done', 'done', run.refund && money(run.refund, language));
    case 'refused':
      return say(run.reason === 'too_late' ? 'refused_too_late' : 'refused', 'refused');
    case 'compensated':
      return say('compensated', 'failed');
    case 'failed':
      return say('failed', 'failed');
  }
}
