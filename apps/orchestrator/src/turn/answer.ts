import type { Citation, Composed, Cost, HandoffReason, Language, Method, Suggestion, Verdict } from '@parley/contracts';
import type { ActionIntent } from '../acting/intent.js';
import type { OwnerEntry } from '../owner/handoff-entry.js';
import type { Dialogue, EntryDocument } from '../log/entry.document.js';
import type { Step } from './decide.js';
import { grown } from './growth.js';
import { type TextKey, offerPerson, say } from './texts.js';

/** What the bot is about to say: everything of its entry but the place in the log. */
export interface Answer {
  readonly text: string;
  readonly language: Language;
  readonly method: Method;
  readonly confidence: number;
  readonly citations: readonly Citation[];
  readonly suggestions: readonly Suggestion[];
  readonly cost: Cost;
  readonly dialogue: Dialogue;
  /** An action to carry out once the answer is on disk. */
  readonly intent?: ActionIntent;
  /** It hands the session to people, or takes it back from their queue: the entry is that of the handoff. */
  readonly handoff?: HandoffAnswer;
}

export interface HandoffAnswer {
  readonly entry: OwnerEntry;
  /** Why a person is called; none when the customer goes back to the bot. */
  readonly reason?: HandoffReason;
}

/** What became of the question: composed by llm, or not to be had. */
export type Composing =
  { readonly kind: 'composed'; readonly composed: Composed } | { readonly kind: 'away' } | { readonly kind: 'late' };

export const free: Cost = { amount: 0, currency: 'USD', input_tokens: 0, output_tokens: 0 };

const plain = { confidence: 1, citations: [], suggestions: [], cost: free };

/** The answer of a rule; `last` is the bot's last entry, for "repeat". */
export function ruleAnswer(
  step: Exclude<Step, { kind: 'question' | 'handoff' }>,
  language: Language,
  last: EntryDocument | undefined,
): Answer {
  if (step.kind === 'say') {
    return { ...plain, method: 'rule', language, text: say(step.text, language), dialogue: step.dialogue };
  }
  if (!last)
    return { ...plain, method: 'rule', language, text: say('nothing_to_repeat', language), dialogue: step.dialogue };
  const { text, citations = [], suggestions = [] } = last;
  return { ...plain, method: 'rule', language: last.language, text, citations, suggestions, dialogue: step.dialogue };
}

/** The answer that changes who has the session. */
export const handoffAnswer = (entry: OwnerEntry, reason?: HandoffReason): Answer => ({
  ...plain,
  method: 'rule',
  language: entry.language,
  text: entry.text,
  suggestions: entry.suggestions ?? [],
  dialogue: entry.dialogue,
  handoff: reason ? { entry, reason } : { entry },
});

/**
 * What is said where the documents have no answer: that they have none; of what nlu has not read, which may be no
 * question at all, that it cannot be looked up; and of what may be a call for a person whether it is one.
 */
export type Nothing = Extract<TextKey, 'unknown' | 'degraded' | 'unsure'>;

/** The answer to a question; without evidence it says so and offers a person. */
export function questionAnswer(composing: Composing, language: Language, nothing: Nothing = 'unknown'): Answer {
  if (composing.kind !== 'composed') return fallback(composing.kind === 'away' ? 'degraded' : 'failed', language);
  const { composed } = composing;
  if (composed.status === 'thin') {
    const { confidence, cost } = composed;
    return { ...fallback(nothing, language), confidence, cost };
  }
  return {
    method: composed.method ?? 'rag',
    language,
    text: composed.text,
    confidence: composed.confidence,
    citations: composed.citations,
    suggestions: [],
    cost: composed.cost,
    dialogue: { acknowledged: 0, answered: true },
  };
}

/** The whole of an answer that was shown in part: what has been read stays, whatever became of the rest. */
export function grownAnswer(
  composing: Composing,
  { text, citations = [], language, method = 'llm' }: EntryDocument,
): Answer {
  const shown = { language, method, text, citations, suggestions: [], dialogue: { acknowledged: 0, answered: true } };
  if (composing.kind !== 'composed') return { ...shown, confidence: 0, suggestions: offerPerson(language), cost: free };
  const { composed } = composing;
  const rest = composed.text.startsWith(text) ? composed.text.slice(text.length) : '';
  const whole =
    rest === '' ? { text, citations } : grown({ text, citations }, [{ text: rest, citations: composed.citations }]);
  return { ...shown, ...whole, confidence: composed.confidence, cost: composed.cost };
}

export const fallback = (text: TextKey, language: Language): Answer => ({
  ...plain,
  confidence: 0,
  method: 'fallback',
  language,
  text: say(text, language),
  suggestions: offerPerson(language),
  dialogue: { offer: 'person', acknowledged: 0, answered: true },
});

/** Adds a step to "why this answer". */
export const verdict = (step: string, text: string, started: number, score?: number): Verdict => ({
  step,
  verdict: text,
  ms: Math.round((performance.now() - started) * 100) / 100,
  ...(score === undefined ? {} : { score }),
});
