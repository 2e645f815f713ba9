import { Injectable } from '@nestjs/common';
import {
  FleetError,
  ReadSession,
  audienceOf,
  liveSubject,
  type LiveTyping,
  type Owner,
  type Typist,
} from '@parley/contracts';
import { Fleet, type Call } from '@parley/messaging';
import { Clock } from '@parley/runtime';
import type { SessionFeed } from '../stream/session-feed.js';
import { freshOf } from './socket-door.js';

/** Tells whoever watches a session that somebody types in it; lossy, never stored. */
@Injectable()
export class Typing {
  constructor(
    private readonly fleet: Fleet,
    private readonly clock: Clock,
  ) {}

  /** Of staff only the one who owns the session is shown; who that is, is asked once where `feed` does not know it. */
  async tell(session_id: string, typing: boolean, call: Call, feed: SessionFeed): Promise<void> {
    const { principal, tenant } = call;
    if (principal.kind !== 'user') return;
    const author = await this.authorOf(session_id, principal.id, call, feed);
    if (!author || !this.fleet.connected) return;
    const told: LiveTyping = { by: principal.id, author, typing, at: new Date(this.clock.now()).toISOString() };
    this.fleet.publish(liveSubject(tenant, session_id), told);
  }

  private async authorOf(session_id: string, id: string, call: Call, feed: SessionFeed): Promise<Typist | undefined> {
    if (audienceOf(call.principal) === 'customer') return { kind: 'customer' };
    const owner = feed.owner ?? (await this.ownerOf(session_id, call, feed));
    if (owner?.kind !== 'agent' || owner.agent_id !== id) return undefined;
    return { kind: 'agent', ...(owner.name === undefined ? {} : { name: owner.name }) };
  }

  /** Nothing where it cannot be found out now: nobody misses that somebody typed. */
  private async ownerOf(session_id: string, call: Call, feed: SessionFeed): Promise<Owner | undefined> {
    try {
      feed.learnOwner((await this.fleet.ask(ReadSession, { session_id }, freshOf(call))).owner);
      return feed.owner;
    } catch (error) {
      if (error instanceof FleetError) return undefined;
      throw error;
    }
  }
}
