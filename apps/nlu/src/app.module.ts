import { Module } from '@nestjs/common';
import { UtteranceAnswers } from './utterance/utterance.answers.js';

@Module({ providers: [UtteranceAnswers] })
export class AppModule {}
