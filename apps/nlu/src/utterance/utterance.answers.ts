import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import {
  ParseTexts,
  ParseUtterance,
  type Reading,
  type Readings,
  type TextsAsk,
  type Utterance,
} from '@parley/contracts';
import { Answers, type Call } from '@parley/messaging';
import { Injectable } from '@nestjs/common';
import { Clock } from '@parley/runtime';
import { Understandings } from '../understanding/understandings.js';
import { readUtterance } from './read-utterance.js';

/** Texts that are read in one go; then others have their turn. */
const atOnce = 4;

@Injectable()
export class UtteranceAnswers {
  constructor(
    private readonly understandings: Understandings,
    private readonly clock: Clock,
  ) {}

  @Answers(ParseUtterance)
  async parse({ text, locale }: Utterance, { tenant }: Call): Promise<Reading> {
    const at = this.clock.now();
    const understanding = this.understandings.of(tenant);
    return readUtterance(text, {
      locale,
      at,
      understanding: understanding instanceof Promise ? await understanding : understanding,
    });
  }

  @Answers(ParseTexts)
  async parseAll({ texts, locale }: TextsAsk, { tenant }: Call): Promise<Readings> {
    const at = this.clock.now();
    const understanding = await this.understandings.of(tenant);
    const readings: Reading[] = [];
    for (const text of texts) {
      readings.push(readUtterance(text, { locale, at, understanding }));
      if (readings.length % atOnce === 0) await turnOfTheLoop();
    }
    return { readings };
  }
}
