import { Injectable } from '@nestjs/common';
import { DeskPushes } from '../desk/pushes.js';
import { Handoffs } from '../handoff/handoffs.js';
import { Steps, rethrowTransient } from '../step/steps.js';
import type { PresenceDocument } from './presence.document.js';
import { Presences } from './presences.js';

const mostAtOnce = 100;

/** Nothing stays with an agent who is gone. */
@Injectable()
export class Lapses {
  constructor(
    private readonly presences: Presences,
    private readonly handoffs: Handoffs,
    private readonly steps: Steps,
    private readonly pushes: DeskPushes,
  ) {}

  async sweep(report: (tenant: string, error: unknown) => void): Promise<void> {
    for (const presence of await this.presences.lapsed(mostAtOnce)) {
      await this.empty(presence).catch((error: unknown) => report(presence.tenant, error));
    }
  }

  /** Everything back to the queue, then offline. An agent who gives a sign of life meanwhile is there again, with empty hands. */
  async empty(presence: PresenceDocument): Promise<void> {
    const { tenant, id, name } = presence;
    for (;;) {
      const held = await this.handoffs.heldBy(tenant, id);
      if (held.length === 0) break;
      for (const handoff of held) {
        if (await this.presences.isThere(tenant, id)) return;
        await this.steps.take(tenant, handoff.id, { step: 'lapse', agent: { id, name } }).catch(rethrowTransient);
      }
    }
    const gone = await this.presences.gone(presence);
    if (gone) await this.pushes.presence(gone);
  }
}
