import { Module } from '@nestjs/common';
import { Cancellation } from './orders/cancellation.js';
import { OrderAnswers } from './orders/order.answers.js';
import { OrderSystem } from './orders/order-system.js';
import { Ledger } from './run/ledger.js';
import { RunAnswers } from './run/run.answers.js';
import { Runs } from './run/runs.js';
import { Saga } from './run/saga.js';
import { Sweep } from './run/sweep.js';
import { SettingAnswers } from './setting/setting.answers.js';
import { Settings } from './setting/settings.js';

export const providers = [
  Settings,
  SettingAnswers,
  OrderSystem,
  OrderAnswers,
  Cancellation,
  Ledger,
  Saga,
  Runs,
  RunAnswers,
  Sweep,
];

@Module({ providers })
export class AppModule {}
