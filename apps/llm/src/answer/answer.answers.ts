import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ComposeAnswer, type Composed, type Question } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Answering } from './answering.js';

@Injectable()
export class AnswerAnswers {
  /** What is being answered now: a request that comes again while it is joins it, so that no model is paid twice. */
  private readonly underWay = new Map<string, Promise<Composed>>();

  constructor(private readonly answering: Answering) {}

  @Answers(ComposeAnswer)
  compose(question: Question, { tenant, trace_id, deadline, tell }: Call): Promise<Composed> {
    if (tell) return this.answering.answer(tenant, question, deadline, tell);
    const key = createHash('sha256')
      .update(JSON.stringify([tenant, trace_id, question]))
      .digest('base64url');
    const present = this.underWay.get(key);
    if (present) return present;
    const answer = this.answering.answer(tenant, question, deadline).finally(() => this.underWay.delete(key));
    this.underWay.set(key, answer);
    return answer;
  }
}
