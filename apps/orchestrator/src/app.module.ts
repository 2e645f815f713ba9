import { Module } from '@nestjs/common';
import { FeedbackAnswers } from './feedback/feedback.answers.js';
import { SessionLog } from './log/session-log.js';
import { OwnerAnswers } from './owner/owner.answers.js';
import { SessionAnswers } from './session/session.answers.js';
import { Sessions } from './session/sessions.js';
import { Breakers } from './turn/breakers.js';
import { Leases } from './turn/leases.js';
import { MessageAnswers } from './turn/message.answers.js';
import { Sweep } from './turn/sweep.js';
import { TakeTurn } from './turn/take-turn.js';
import { Turns } from './turn/turns.js';

export const providers = [
  SessionLog,
  Sessions,
  SessionAnswers,
  Leases,
  Breakers,
  TakeTurn,
  Turns,
  MessageAnswers,
  Sweep,
  OwnerAnswers,
  FeedbackAnswers,
];

@Module({ providers })
export class AppModule {}
