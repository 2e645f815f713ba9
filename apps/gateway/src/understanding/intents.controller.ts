import { Body, Controller, Get, Param, Post, Put, Req } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import {
  FleetError,
  IntentSet,
  IntentSetSummary,
  ParseTexts,
  ReadIntents,
  ReadSession,
  ReadTraining,
  Readings,
  ReplaceIntents,
  StartTraining,
  StoredIntentSet,
  TrainingAccepted,
  TrainingJob,
  largestIntentSet,
  type Language,
} from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import { Route } from '../api/route.js';
import type { DoorRequest, RouteFacts } from '../http/request.js';
import { ParseBody } from './bodies.js';

/** JSON may write a letter as six characters, and space between everything. */
const wholeSet: RouteFacts = { body_bytes: 2 * largestIntentSet };

@Controller()
export class IntentsController {
  constructor(private readonly fleet: Fleet) {}

  @Get('intents')
  @Route({
    summary: 'All intents and entities, and the model that is active.',
    data: StoredIntentSet,
    asks: [ReadIntents],
  })
  readIntents(@Req() { call }: DoorRequest): Promise<StoredIntentSet> {
    return this.fleet.ask(ReadIntents, {}, call);
  }

  @Put('intents')
  @RouteConfig(wholeSet)
  @Route({
    summary: 'Replaces all intents and entities; messages are read with them after the next training.',
    data: IntentSetSummary,
    asks: [ReplaceIntents],
  })
  replaceIntents(@Req() { call }: DoorRequest, @Body() set: IntentSet): Promise<IntentSetSummary> {
    return this.fleet.ask(ReplaceIntents, set, call);
  }

  @Post('nlu/train')
  @Route({
    summary: 'Trains with the intents as they are; the model is active when the job is done.',
    status: 202,
    data: TrainingAccepted,
    asks: [StartTraining],
  })
  startTraining(@Req() { call }: DoorRequest): Promise<TrainingAccepted> {
    return this.fleet.ask(StartTraining, {}, call);
  }

  @Get('nlu/train/:training_id')
  @Route({ summary: 'How far a training is, and how good its model.', data: TrainingJob, asks: [ReadTraining] })
  readTraining(@Req() { call }: DoorRequest, @Param('training_id') job_id: string): Promise<TrainingJob> {
    return this.fleet.ask(ReadTraining, { job_id }, call);
  }

  @Post('nlu/parse')
  @Route({
    summary: 'What is understood of texts, in their order.',
    data: Readings,
    asks: [ParseTexts, ReadSession],
  })
  async parseTexts(@Req() { call }: DoorRequest, @Body() body: ParseBody): Promise<Readings> {
    const { text, texts = text === undefined ? undefined : [text] } = body;
    if (!texts || (text !== undefined && body.texts !== undefined))
      throw new FleetError('request.invalid', { fields: { text: ['give either text or texts'] } });
    const locale = await this.localeOf(body, call);
    return this.fleet.ask(ParseTexts, { texts, ...(locale ? { locale } : {}) }, call);
  }

  private async localeOf({ locale, session_id }: ParseBody, call: Call): Promise<Language | undefined> {
    const session = session_id === undefined ? undefined : await this.fleet.ask(ReadSession, { session_id }, call);
    return locale ?? session?.language;
  }
}
