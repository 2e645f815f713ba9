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
import { Clock, Metrics } from '@parley/runtime';
import { Understandings } from '../understanding/understandings.js';
import { readUtterance } from './read-utterance.js';

/** Texts that are read in one go; then others have their turn. */
const atOnce = 4;

@Injectable()
export class UtteranceAnswers {
  private readonly readings;

  constructor(
    private readonly understandings: Understandings,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.readings = metrics.counter({
      name: 'parley_readings_total',
      help: 'Messages of customers by what was read in them: an act, an intent of the company, out of scope, or a question.',
      labels: ['what'],
    });
  }

  @Answers(ParseUtterance)
  async parse({ text, locale }: Utterance, { tenant }: Call): Promise<Reading> {
    const at = this.clock.now();
    const understanding = this.understandings.of(tenant);
    const reading = readUtterance(text, {
      locale,
      at,
      understanding: understanding instanceof Promise ? await understanding : understanding,
    });
    this.readings.inc({ what: whatIs(reading) });
    return reading;
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

/** Names of a company's intents are the company's own and stay out of measures. */
function whatIs({ act, intent, out_of_scope }: Reading): string {
  if (act !== 'none') return act;
  return intent ? 'intent' : out_of_scope ? 'out_of_scope' : 'question';
}
