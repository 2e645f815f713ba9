import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { ComposeAnswer, type Composed, type Question } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Answering } from './answering.js';

@Injectable()
export class AnswerAnswers {
  /** What is being answered now: a request for the whole of it that comes again meanwhile joins it, so that no model is paid twice. */
  private readonly underWay = new Map<string, { readonly question: Question; readonly answer: Promise<Composed> }>();

  constructor(private readonly answering: Answering) {}

  @Answers(ComposeAnswer)
  compose(question: Question, { tenant, trace_id, deadline, tell }: Call): Promise<Composed> {
    if (tell) return this.answering.answer(tenant, question, deadline, tell);
    const key = `${tenant} ${trace_id} ${question.text}`;
    const present = this.underWay.get(key);
    if (present && isDeepStrictEqual(present.question, question)) return present.answer;
    const answer = this.answering.answer(tenant, question, deadline);
    if (present) return answer;
    this.underWay.set(key, { question, answer });
    return answer.finally(() => this.underWay.delete(key));
  }
}
