import { Module } from '@nestjs/common';
import { DashboardAnswers } from './turns/dashboard.answers.js';
import { Rollups } from './turns/rollups.js';

export const providers = [Rollups, DashboardAnswers];

@Module({ providers })
export class AppModule {}
