import { Injectable } from '@nestjs/common';
import { type DeskPush, type Note, type Presence, deskSubject } from '@parley/contracts';
import { Fleet } from '@parley/messaging';
import { Clock, Logger } from '@parley/runtime';
import type { HandoffDocument } from '../handoff/handoff.document.js';
import { Handoffs } from '../handoff/handoffs.js';
import { toHandoff } from '../handoff/view.js';
import { type PresenceDocument, isThere } from '../presence/presence.document.js';
import { Estimates } from './estimates.js';

/** Tells a company's staff what has changed at the desk, after it was written; lossy. */
@Injectable()
export class DeskPushes {
  constructor(
    private readonly fleet: Fleet,
    private readonly handoffs: Handoffs,
    private readonly estimates: Estimates,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Gives the document back. */
  handoff(document: HandoffDocument): HandoffDocument {
    void this.estimates
      .of(document)
      .then((estimate_s) => {
        this.push(document.tenant, { kind: 'handoff', handoff: toHandoff(document, this.clock.now(), estimate_s) });
      })
      .catch((error: unknown) => this.logger.warn('desk push', { error, tenant: document.tenant }));
    return document;
  }

  async presence(document: PresenceDocument): Promise<Presence> {
    const presence = await this.view(document);
    this.push(document.tenant, { kind: 'presence', presence });
    return presence;
  }

  note(tenant: string, note: Note): void {
    this.push(tenant, { kind: 'note', note });
  }

  /** An agent as the others see him now. */
  async view(document: PresenceDocument): Promise<Presence> {
    const { id, tenant, name, status, capacity, lease_until } = document;
    const there = isThere(document, this.clock.now());
    return {
      agent_id: id,
      name,
      status: there ? status : 'offline',
      ...(there ? { lease_until: new Date(lease_until!).toISOString() } : {}),
      capacity,
      active: (await this.handoffs.heldBy(tenant, id)).length,
    };
  }

  private push(tenant: string, push: DeskPush): void {
    this.fleet.publish(deskSubject(tenant), push);
  }
}
