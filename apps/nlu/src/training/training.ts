import { errors, type ErrorCode, type TrainingJob, type TrainingResult } from '@parley/contracts';
import type { Change } from '@parley/storage';
import type { TrainingRecord } from './training.store.js';

export const done = (result: TrainingResult, now: number): Change<TrainingRecord> => ({
  status: 'done',
  percentage: 100,
  result,
  ...over(now),
});

export const failed = (code: ErrorCode, now: number): Change<TrainingRecord> => ({
  status: 'failed',
  error: code,
  error_message: errors[code].message,
  current: undefined,
  ...over(now),
});

const over = (now: number): Change<TrainingRecord> => ({
  finished_at: new Date(now).toISOString(),
  ended: now,
  due: undefined,
  open: undefined,
  holder: undefined,
});

export const toJob = (training: TrainingRecord): TrainingJob => ({
  job_id: training.id,
  status: training.status,
  percentage: training.percentage,
  revision: training.revision,
  ...(training.result === undefined ? {} : { result: training.result }),
  ...(training.error === undefined ? {} : { error: training.error }),
  ...(training.error_message === undefined ? {} : { error_message: training.error_message }),
  created_at: training.created_at,
  ...(training.finished_at === undefined ? {} : { finished_at: training.finished_at }),
});
