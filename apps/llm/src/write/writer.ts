import type { Cost } from '@parley/contracts';
import { ModelFailure, Pseudonyms, type ChatModel, type Tokenizer, type Usage } from '@parley/models';
import type { Evidence } from '../evidence/weigh.js';
import { free, withCall, type Prices } from '../model/prices.js';
import type { ModelMeasures } from '../model/measures.js';
import { promptFor, type Asked } from '../prompt/prompt.js';
import { sourcesFor } from '../prompt/sources.js';
import { Judge } from './judge.js';
import { Released, type Sentence } from './released.js';
import { SentenceStream } from './sentence-stream.js';

export interface WriterRules {
  readonly prices: Prices;
  readonly most_tokens: number;
  readonly memory_tokens: number;
  readonly evidence_tokens: number;
}

export interface Written {
  /** whole: a model came to its end. none: it says that the passages do not answer. broken: no model did. */
  readonly outcome: 'whole' | 'none' | 'broken';
  readonly sentences: readonly Sentence[];
  readonly cost: Cost;
  /** The last that was asked. */
  readonly model: string;
}

/** Passages that a model is shown at most. */
const mostPassages = 6;

/** Has models write an answer from passages: one after the other, each going on where the one before broke off. */
export class Writer {
  constructor(
    private readonly models: readonly ChatModel[],
    private readonly tokens: Tokenizer,
    private readonly rules: WriterRules,
    private readonly measures: ModelMeasures,
  ) {}

  /**
   * `release` is called with each sentence that passed; what was released stays. `before` is what the customer has read
   * of this answer already. Never rejects; `signal` ends it with what is there.
   */
  async write(
    asked: Asked,
    questions: readonly (readonly Evidence[])[],
    release: (sentence: Sentence) => void,
    signal: AbortSignal,
    before = '',
  ): Promise<Written> {
    const sources = sourcesFor(questions, { passages: mostPassages, tokens: this.rules.evidence_tokens }, this.tokens);
    const names = new Pseudonyms();
    const texts = { tokens: this.tokens, mask: (text: string) => names.mask(text) };
    const judge = new Judge(sources, asked.language);
    const released = new Released(judge, release, before, (text) => names.restore(text));
    let cost = free;
    let model = '';
    let ended = false;
    for (const each of sources.length === 0 ? [] : this.models) {
      if (signal.aborted || ended) break;
      model = each.name;
      const prompt = promptFor(asked, sources, released.text, this.rules, texts);
      const outcome = await this.ask(each, prompt, released, signal);
      cost = withCall(cost, outcome.usage, this.rules.prices.get(model));
      ended = outcome.ended;
      released.forgetHeld();
    }
    this.measures.dropped(released.dropped);
    const { sentences } = released;
    const outcome = !ended ? 'broken' : sentences.length === 0 && released.over ? 'none' : 'whole';
    return { outcome, sentences, cost, model };
  }

  private async ask(
    model: ChatModel,
    prompt: ReturnType<typeof promptFor>,
    released: Released,
    signal: AbortSignal,
  ): Promise<{ readonly ended: boolean; readonly usage: Usage }> {
    const stream = new SentenceStream(released.text === '');
    const enough = new AbortController();
    const call = this.measures.begin(model.name);
    let heard = '';
    const hear = (text: string) => {
      call.heard();
      heard += text;
      released.take(stream.add(text));
      if (released.over) enough.abort();
    };
    try {
      const end = await model.chat(prompt, hear, AbortSignal.any([signal, enough.signal]));
      if (end.reason === 'stop') released.take(stream.end());
      const usage = end.usage ?? this.counted(prompt, heard);
      call.end('ok', usage);
      return { ended: true, usage };
    } catch (error) {
      const usage = heard === '' ? { input_tokens: 0, output_tokens: 0 } : this.counted(prompt, heard);
      call.end(enough.signal.aborted ? 'ok' : error instanceof ModelFailure ? error.kind : 'given_up', usage, error);
      return { ended: enough.signal.aborted, usage };
    }
  }

  /** Where the provider did not come to report it. */
  private counted({ system, said }: ReturnType<typeof promptFor>, heard: string): Usage {
    const asked = [system, ...said.map(({ text }) => text)].join('\n');
    return { input_tokens: this.tokens(asked), output_tokens: this.tokens(heard) };
  }
}
