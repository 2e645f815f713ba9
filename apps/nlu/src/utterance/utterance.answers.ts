import { ParseUtterance, type Reading, type Utterance } from '@parley/contracts';
import { Answers } from '@parley/messaging';
import { Injectable } from '@nestjs/common';
import { readUtterance } from './read-utterance.js';

@Injectable()
export class UtteranceAnswers {
  @Answers(ParseUtterance)
  parse({ text, locale }: Utterance): Promise<Reading> {
    return Promise.resolve(readUtterance(text, locale));
  }
}
