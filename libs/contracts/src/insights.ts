import { request } from './contract.js';
import { methods, type Method } from './entry.js';
import { Integer, ListOf, OneOf, Text } from './fields.js';
import { administrators } from './principal.js';

const day = /^\d{4}-\d{2}-\d{2}$/;

export class DashboardAsk {
  @Text({ max: 10, pattern: day, description: 'first day, UTC, YYYY-MM-DD' }) from!: string;
  @Text({ max: 10, pattern: day, description: 'last day, UTC, YYYY-MM-DD' }) to!: string;
}

export class TurnCount {
  @Text({ max: 10, pattern: day }) day!: string;
  @OneOf(methods) method!: Method;
  @Integer({ min: 0 }) count!: number;
}

export class Dashboard {
  @ListOf(() => TurnCount, { max: 4000 }) turns!: TurnCount[];
}

export const ReadDashboard = request('rpc.insights.dashboard.read.v1', {
  input: DashboardAsk,
  output: Dashboard,
  errors: [],
  deadlineMs: 4000,
  idempotent: true,
  allow: ['supervisor', ...administrators],
  askedBy: ['gateway'],
});

export class RebuildAsk {}

export class RebuildReceipt {
  @Integer({ min: 0, description: 'events applied' }) events!: number;
}

/** Throws the roll-ups away and counts again from the producers' logs. */
export const RebuildInsights = request('rpc.insights.rollup.rebuild.v1', {
  input: RebuildAsk,
  output: RebuildReceipt,
  errors: [],
  deadlineMs: 600_000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['gateway'],
});
