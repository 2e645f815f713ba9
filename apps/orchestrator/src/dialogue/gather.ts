import type { Act, Reading } from '@parley/contracts';
import { confidenceOf, isSure } from '../turn/certainty.js';
import { hasWords } from '../turn/language.js';
import type { Purpose, Slots } from './flow.js';

interface Heard {
  readonly text: string;
  readonly reading: Reading | undefined;
}

/** What the messages of one burst say about orders, taken together. */
export interface Said {
  /** The last of each kind counts: people correct themselves. */
  readonly slots: Slots;
  readonly purpose?: Purpose;
  /** Whether nlu is sure of it. */
  readonly sure: boolean;
  /** What a message of nothing but values looks like, or a mere "cancel it"; nobody has said that an order is meant. */
  readonly guess?: Purpose;
  readonly acts: ReadonlySet<Act>;
  /** A message of digits alone: the number, where one was asked for. */
  readonly digits?: string;
}

/** In lower case by Turkish rules. */
const cancelling = /cancel|[iı]ptal/;

const digitsAlone = /^\s*#?\s*(\d{4,12})\s*\.?\s*$/;

const isPurpose = (intent: string | undefined): intent is Purpose =>
  intent === 'order_status' || intent === 'order_cancellation';

export function gather(heard: readonly Heard[]): Said {
  const readings = heard.flatMap(({ reading }) => reading ?? []);
  const entities = readings.flatMap((reading) => reading.entities);
  const last = (type: string) => entities.findLast((entity) => entity.type === type)?.value;
  const purposes = (wordy: boolean) =>
    heard.flatMap(({ text, reading }) =>
      reading && isPurpose(reading.intent) && hasWords(text, reading.entities) === wordy ? [reading.intent] : [],
    );
  const cancels = heard.some(
    ({ text, reading }) => reading?.act === 'cancel' && cancelling.test(text.toLocaleLowerCase('tr')),
  );
  const purpose = purposes(true).at(-1);
  const guess = purposes(false).at(-1) ?? (cancels ? 'order_cancellation' : undefined);
  const [order_number, email] = [last('order_number'), last('email')];
  const digits = heard.map(({ text }) => digitsAlone.exec(text)?.[1]).findLast((found) => found !== undefined);
  return {
    slots: { ...(order_number ? { order_number } : {}), ...(email ? { email } : {}) },
    ...(purpose ? { purpose } : {}),
    sure: cancels || readings.some((reading) => isPurpose(reading.intent) && isSure(confidenceOf(reading))),
    ...(guess ? { guess } : {}),
    ...(digits ? { digits } : {}),
    acts: new Set(readings.map(({ act }) => act)),
  };
}
