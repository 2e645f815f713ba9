import { Module } from '@nestjs/common';
import { DashboardAnswers } from './turns/dashboard.answers.js';
import { Rebuild } from './turns/rebuild.js';
import { Rollups } from './turns/rollups.js';

export const providers = [Rollups, Rebuild, DashboardAnswers];

@Module({ providers })
export class AppModule {}
