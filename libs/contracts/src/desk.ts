import { request } from './contract.js';
import { Id, Instant, Integer, ListOf, OneOf, Text } from './fields.js';
import { reading, stepping, type Handoff, type Note } from './handoff.js';

export const presenceStatuses = ['online', 'away', 'offline'] as const;
export type PresenceStatus = (typeof presenceStatuses)[number];

export class PresenceChange {
  @OneOf(presenceStatuses) status!: PresenceStatus;
  @Integer({ min: 1, max: 50, optional: true, description: 'conversations at once; default 5' }) capacity?: number;
}

/** Whether an agent is at the desk. Without a sign of life until `lease_until` the agent is offline, and has nothing. */
export class Presence {
  @Id() agent_id!: string;
  @Text({ max: 200 }) name!: string;
  @OneOf(presenceStatuses) status!: PresenceStatus;
  @Instant({ optional: true, description: 'there unless offline' }) lease_until?: string;
  @Integer({ min: 1 }) capacity!: number;
  @Integer({ min: 0, description: 'conversations in hand' }) active!: number;
}

/** A sign of life for 60 s; whoever goes offline gives everything back to the queue. */
export const SetPresence = request('rpc.handoff.presence.set.v1', {
  input: PresenceChange,
  output: Presence,
  errors: [],
  ...stepping,
});

export class AgentListAsk {
  @Integer({ min: 1, max: 100 }) limit!: number;
  @Text({ max: 300, pattern: /\/[\da-f-]{36}$/, optional: true, description: 'name and id' }) cursor?: string;
}

export class AgentList {
  @ListOf(() => Presence, { max: 100 }) items!: Presence[];
  @Text({ max: 300, optional: true }) cursor?: string;
}

/** Everybody who was ever at the desk, by name. */
export const ListAgents = request('rpc.handoff.agent.list.v1', {
  input: AgentListAsk,
  output: AgentList,
  errors: [],
  ...reading,
});

export class DeskAsk {}

/** How busy the desk is, for what a customer is told. */
export class Desk {
  @Integer({ min: 0, description: 'agents who are online' }) online!: number;
  @Integer({ min: 0 }) waiting!: number;
  @Integer({ min: 0, optional: true, description: 'seconds that one more would wait' }) estimate_s?: number;
}

export const ReadDesk = request('rpc.handoff.desk.read.v1', {
  input: DeskAsk,
  output: Desk,
  errors: [],
  deadlineMs: 1000,
  idempotent: true,
  allow: ['service'],
  askedBy: ['orchestrator'],
});

/** What travels on the desk's live subject after a commit; lossy: lists are read again at every (re)connect. */
export type DeskPush =
  | { readonly kind: 'handoff'; readonly handoff: Handoff }
  | { readonly kind: 'presence'; readonly presence: Presence }
  | { readonly kind: 'note'; readonly note: Note };

/** Where everything that changes at a company's desk is pushed to its staff. */
export const deskSubject = (tenant: string): string => `live.${tenant}.desk.v1`;
