import { Injectable } from '@nestjs/common';
import { ComposeAnswer, type Composed, type Question } from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Answering } from './answering.js';

@Injectable()
export class AnswerAnswers {
  constructor(private readonly answering: Answering) {}

  @Answers(ComposeAnswer)
  compose(question: Question, { tenant }: Call): Promise<Composed> {
    return this.answering.answer(tenant, question);
  }
}
