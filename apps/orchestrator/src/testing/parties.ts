import { Injectable, Module } from '@nestjs/common';
import {
  type Composed,
  type Question,
  type Reading,
  type Utterance,
  ComposeAnswer,
  FleetError,
  ParseUtterance,
} from '@parley/contracts';
import { Answers } from '@parley/messaging';

/** Stands in for nlu over the real bus: texts that are the name of an act are that act. */
@Injectable()
class ActsByName {
  @Answers(ParseUtterance)
  async parse({ text, locale }: Utterance): Promise<Reading> {
    const act = text === 'hello' ? 'greeting' : text === 'thanks' ? 'thanks' : 'none';
    return {
      language: locale ?? 'en',
      language_confidence: 1,
      act,
      intents: [],
      out_of_scope: false,
      entities: [],
      model_version: 'test',
    };
  }
}

@Module({ providers: [ActsByName] })
export class ActsByNameModule {}

/** What llm does with the next questions; set by the test. */
export const script: { compose: (question: Question) => Promise<Composed> } = {
  compose: () => Promise.reject(new FleetError('llm.unavailable')),
};

@Injectable()
class ScriptedAnswers {
  @Answers(ComposeAnswer)
  compose(question: Question): Promise<Composed> {
    return script.compose(question);
  }
}

@Module({ providers: [ScriptedAnswers] })
export class ScriptedAnswersModule {}

export const composed = (text: string): Composed => ({
  status: 'answered',
  text,
  confidence: 0.9,
  citations: [],
  cost: { amount: 0, currency: 'USD', input_tokens: 0, output_tokens: 0 },
  retrieve_ms: 1,
  compose_ms: 1,
});
