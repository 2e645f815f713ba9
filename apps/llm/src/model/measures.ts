import type { FailureKind, Usage } from '@parley/models';
import type { Logger, Metrics } from '@parley/runtime';
import { type Prices, free, withCall } from './prices.js';

type Outcome = 'ok' | 'given_up' | FailureKind;

export interface MeasuredCall {
  /** A piece of text came. */
  heard(): void;
  end(outcome: Outcome, usage: Usage, error?: unknown): void;
}

/** What models do, as it is counted and logged: never what they say. */
export class ModelMeasures {
  private readonly calls;
  private readonly tokens;
  private readonly cost;
  private readonly first;
  private readonly sentences;

  constructor(
    metrics: Metrics,
    private readonly logger: Logger,
    private readonly prices: Prices,
  ) {
    this.calls = metrics.seconds({
      name: 'parley_model_seconds',
      help: 'Answers asked of models, to their last text, by outcome.',
      labels: ['model', 'outcome'],
    });
    this.tokens = metrics.counter({
      name: 'parley_model_tokens_total',
      help: 'Tokens that models read and wrote.',
      labels: ['model', 'kind'],
    });
    this.cost = metrics.counter({
      name: 'parley_model_cost_dollars_total',
      help: 'What models cost in US dollars, by the prices that are set; a model without one is not in it.',
      labels: ['model'],
    });
    this.first = metrics.seconds({
      name: 'parley_model_first_text_seconds',
      help: 'Time to the first text of a model.',
      labels: ['model'],
    });
    this.sentences = metrics.counter({
      name: 'parley_model_sentences_dropped_total',
      help: 'Sentences of models that customers did not get to see, by reason.',
      labels: ['reason'],
    });
  }

  begin(model: string): MeasuredCall {
    const began = performance.now();
    let silent = true;
    return {
      heard: () => {
        if (silent) this.first.observe(performance.now() - began, model);
        silent = false;
      },
      end: (outcome, usage, error) => {
        this.calls.observe(performance.now() - began, model, outcome);
        this.tokens.inc({ model, kind: 'read' }, usage.input_tokens);
        this.tokens.inc({ model, kind: 'written' }, usage.output_tokens);
        const price = this.prices.get(model);
        if (price) this.cost.inc({ model }, withCall(free, usage, price).amount);
        if (outcome !== 'ok')
          this.logger.warn('a model gave no whole answer', { model, outcome, error, begun: !silent });
      },
    };
  }

  dropped(reasons: Readonly<Record<string, number>>): void {
    for (const [reason, count] of Object.entries(reasons)) this.sentences.inc({ reason }, count);
  }
}
