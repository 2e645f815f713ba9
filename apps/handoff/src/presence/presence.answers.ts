import { Injectable } from '@nestjs/common';
import {
  type AgentList,
  type AgentListAsk,
  type Presence,
  type PresenceChange,
  ListAgents,
  SetPresence,
} from '@parley/contracts';
import { type Call, Answers, signedInUser } from '@parley/messaging';
import { DeskPushes } from '../desk/pushes.js';
import { Lapses } from './lapses.js';
import { Presences } from './presences.js';

@Injectable()
export class PresenceAnswers {
  constructor(
    private readonly presences: Presences,
    private readonly lapses: Lapses,
    private readonly pushes: DeskPushes,
  ) {}

  @Answers(SetPresence)
  async set(change: PresenceChange, call: Call): Promise<Presence> {
    const before = await this.presences.get(call.tenant, signedInUser(call).id);
    const presence = await this.presences.set(change, call);
    // Of whoever goes offline the lapse tells.
    if (change.status === 'offline') {
      await this.lapses.empty(presence);
      return this.pushes.view(presence);
    }
    const changed = before?.status !== presence.status || before.capacity !== presence.capacity;
    return changed ? this.pushes.presence(presence) : this.pushes.view(presence);
  }

  @Answers(ListAgents)
  async list({ limit, cursor }: AgentListAsk, { tenant }: Call): Promise<AgentList> {
    const found = await this.presences.list(tenant, limit, cursor);
    const items = await Promise.all(found.map((presence) => this.pushes.view(presence)));
    const last = found.length === limit ? found.at(-1) : undefined;
    return { items, ...(last ? { cursor: last.sorted } : {}) };
  }
}
