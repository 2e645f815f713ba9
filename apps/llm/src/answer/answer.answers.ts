import { Injectable } from '@nestjs/common';
import { ComposeAnswer, type Composed, type Question } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Answering } from './answering.js';

@Injectable()
export class AnswerAnswers {
  /** What is being answered now: a request for the whole of it that comes again meanwhile joins it, so that no model is paid twice. */
  private readonly underWay = new Map<string, Promise<Composed>>();

  constructor(private readonly answering: Answering) {}

  @Answers(ComposeAnswer)
  compose(question: Question, { tenant, trace_id, deadline, tell }: Call): Promise<Composed> {
    if (tell) return this.answering.answer(tenant, question, deadline, tell);
    const key = JSON.stringify([tenant, trace_id, question]);
    const present = this.underWay.get(key);
    if (present) return present;
    const answer = this.answering.answer(tenant, question, deadline).finally(() => this.underWay.delete(key));
    this.underWay.set(key, answer);
    return answer;
  }
}
