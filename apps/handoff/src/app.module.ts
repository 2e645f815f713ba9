import { Module } from '@nestjs/common';
import { Arrivals } from './arrival/arrivals.js';
import { DeskAnswers } from './desk/desk.answers.js';
import { Estimates } from './desk/estimates.js';
import { Loads } from './desk/loads.js';
import { DeskPushes } from './desk/pushes.js';
import { Customers } from './handoff/customers.js';
import { HandoffAnswers } from './handoff/handoff.answers.js';
import { Handoffs } from './handoff/handoffs.js';
import { MessageAnswers } from './message/message.answers.js';
import { NoteAnswers } from './note/note.answers.js';
import { Lapses } from './presence/lapses.js';
import { PresenceAnswers } from './presence/presence.answers.js';
import { Presences } from './presence/presences.js';
import { StepAnswers } from './step/step.answers.js';
import { Steps } from './step/steps.js';
import { Sweep } from './step/sweep.js';
import { TakeOverAnswers } from './step/take-over.answers.js';

export const providers = [
  Handoffs,
  Customers,
  Presences,
  Loads,
  Estimates,
  DeskPushes,
  DeskAnswers,
  HandoffAnswers,
  Steps,
  StepAnswers,
  TakeOverAnswers,
  Sweep,
  Lapses,
  PresenceAnswers,
  MessageAnswers,
  NoteAnswers,
  Arrivals,
];

@Module({ providers })
export class AppModule {}
