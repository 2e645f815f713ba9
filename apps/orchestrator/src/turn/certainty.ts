import type { Reading } from '@parley/contracts';

/**
 * How sure nlu has to be of an intent that calls a person or begins a dialogue about an order. Below, most are questions
 * that share words with one ("can somebody mend my chair", "how long does the locker keep my parcel"), as the demo's
 * questions for steering show: the documents are asked first. Where these have no answer, the dialogue begins after all
 * or the customer is asked whether to call a person.
 */
const sure = 0.9;

/** How likely the intent is that nlu has settled on, 0 to 1; 0 without one. */
export const confidenceOf = ({ intent, intents }: Reading): number =>
  intents.find(({ name }) => name === intent)?.confidence ?? 0;

export const isSure = (confidence: number): boolean => confidence >= sure;
