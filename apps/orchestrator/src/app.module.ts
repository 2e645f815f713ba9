import { Module } from '@nestjs/common';
import { Acting } from './acting/acting.js';
import { OrderDesk } from './dialogue/order-desk.js';
import { FeedbackAnswers } from './feedback/feedback.answers.js';
import { SessionLog } from './log/session-log.js';
import { AgentMessageAnswers } from './handoff/agent-message.answers.js';
import { EndAnswers } from './handoff/end.answers.js';
import { HandoffAnswers } from './handoff/handoff.answers.js';
import { PersonAnswers } from './handoff/person.answers.js';
import { DeskWords } from './owner/desk-words.js';
import { OwnerChanges } from './owner/owner-changes.js';
import { Ownership } from './owner/ownership.js';
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
  OrderDesk,
  Acting,
  TakeTurn,
  Turns,
  MessageAnswers,
  Sweep,
  DeskWords,
  OwnerChanges,
  Ownership,
  PersonAnswers,
  HandoffAnswers,
  AgentMessageAnswers,
  EndAnswers,
  FeedbackAnswers,
];

@Module({ providers })
export class AppModule {}
