import type { Language } from '@parley/contracts';
import type { Answer } from '../turn/answer.js';
import { type Flow, type OrderMemory, memoryOf, mostInterruptions } from './flow.js';
import { askText, confirmText, yesOrNo } from './words.js';

/**
 * An answer to something else, with what the dialogue about an order has to remember. While a flow is under way the
 * answer ends with what the flow waits for; what could be mistaken for its question is left out.
 */
export function keepOrders(answer: Answer, memory: OrderMemory, language: Language): Answer {
  const { flow } = memory;
  const kept = memoryOf(memory);
  if (!flow || flow.state === 'acting') return remember(answer, kept);
  const next: Flow = { ...flow, interruptions: flow.interruptions + 1 };
  if (next.interruptions > mostInterruptions || answer.dialogue.offer === 'person') {
    const { flow: _, ...rest } = kept;
    if (next.interruptions > mostInterruptions || flow.state === 'confirming') return remember(answer, rest);
  }
  const { offer: _, ...dialogue } = answer.dialogue;
  const wanted = flow.state === 'confirming' ? confirmText(flow, language) : askText(flow, language, true);
  const answered = answer.method === 'rag' || answer.method === 'llm' || answer.method === 'faq';
  return {
    ...answer,
    text: answered ? `${answer.text}\n\n${wanted}` : wanted,
    suggestions: flow.state === 'confirming' ? yesOrNo(language) : answer.suggestions,
    dialogue: { ...dialogue, ...kept, flow: next },
  };
}

const remember = (answer: Answer, memory: OrderMemory): Answer => ({
  ...answer,
  dialogue: { ...answer.dialogue, ...memory },
});
