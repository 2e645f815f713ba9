import { Injectable, Module } from '@nestjs/common';
import {
  type Act,
  type ActionList,
  type ActionOrder,
  type ActionRun,
  type Composed,
  type Desk,
  type Question,
  type Reading,
  type Utterance,
  ComposeAnswer,
  FleetError,
  ListActions,
  ParseUtterance,
  ReadDesk,
  RunAction,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';

const actsByName: Readonly<Record<string, Act>> = {
  hello: 'greeting',
  thanks: 'thanks',
  ok: 'acknowledgement',
  yes: 'yes',
  cancel: 'cancel',
};

const unsure = [
  ['somebody', 'human'],
  ['parcel', 'order_status'],
] as const;

/** Whether nlu can read just now; set by the test. */
export const reader = { away: false };

/**
 * Stands in for nlu over the real bus: texts that are the name of an act are that act, those with Turkish letters
 * Turkish; `somebody` may call a person, `parcel` may ask where an order is.
 */
@Injectable()
class ActsByName {
  @Answers(ParseUtterance)
  async parse({ text, locale }: Utterance): Promise<Reading> {
    if (reader.away) throw new FleetError('fleet.unavailable');
    const act = actsByName[text] ?? 'none';
    const intents = unsure.flatMap(([word, name]) => (text.includes(word) ? [{ name, confidence: 0.6 }] : []));
    return {
      language: /[ğış]/.test(text) ? 'tr' : (locale ?? 'en'),
      language_confidence: 1,
      act,
      intents,
      ...(intents[0] ? { intent: intents[0].name } : {}),
      out_of_scope: false,
      entities: [],
      model_version: 'test',
    };
  }
}

@Module({ providers: [ActsByName] })
export class ActsByNameModule {}

/** What llm does with the next questions; set by the test. */
export const script: {
  compose: (question: Question, tell: (text: string) => void, trace_id: string) => Promise<Composed>;
} = {
  compose: () => Promise.reject(new FleetError('llm.unavailable')),
};

@Injectable()
class ScriptedAnswers {
  @Answers(ComposeAnswer)
  compose(question: Question, { tell, trace_id }: Call): Promise<Composed> {
    return script.compose(question, (text) => tell?.({ text, citations: [] }), trace_id);
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

export const thin: Composed = { ...composed(''), status: 'thin', confidence: 0.1 };

/** What has become of every action; set by the test. */
export const ledger: { state: ActionRun['state'] } = { state: 'running' };

@Injectable()
class ScriptedActions {
  @Answers(RunAction)
  run({ id, name }: ActionOrder): ActionRun {
    return { id, name, state: ledger.state };
  }

  @Answers(ListActions)
  list(): ActionList {
    return { items: [] };
  }
}

@Module({ providers: [ScriptedActions] })
export class ScriptedActionsModule {}

/** What handoff says about the desk; set by the test. */
export const people: { desk: Desk } = { desk: { online: 0, waiting: 0 } };

@Injectable()
class ScriptedDesk {
  @Answers(ReadDesk)
  read(): Desk {
    return people.desk;
  }
}

@Module({ providers: [ScriptedDesk] })
export class ScriptedDeskModule {}
