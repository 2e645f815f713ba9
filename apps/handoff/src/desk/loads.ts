import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { HandoffDocument } from '../handoff/handoff.document.js';
import { Handoffs } from '../handoff/handoffs.js';
import { Presences } from '../presence/presences.js';
import { type DeskLoad, meanHandling } from './estimate.js';

/** A load that was read is good enough for so long, in milliseconds. */
const freshMs = 1000;
const lastHandled = 20;

export interface Load extends DeskLoad {
  /** Agents who are online. */
  readonly online: number;
}

/** How busy each company's desk is. */
@Injectable()
export class Loads {
  private readonly loads = new LRUCache<string, Promise<Load>>({ max: 1000, ttl: freshMs });

  constructor(
    private readonly handoffs: Handoffs,
    private readonly presences: Presences,
  ) {}

  of(tenant: string): Promise<Load> {
    const known = this.loads.get(tenant);
    if (known) return known;
    const read = this.read(tenant);
    this.loads.set(tenant, read);
    read.catch(() => this.loads.delete(tenant));
    return read;
  }

  private async read(tenant: string): Promise<Load> {
    const online = await this.presences.online(tenant);
    const held = await Promise.all(online.map(({ id }) => this.handoffs.heldBy(tenant, id)));
    const free = online.map(({ capacity }, index) => Math.max(0, capacity - held[index]!.length));
    const ended = await this.handoffs.lastEnded(tenant, lastHandled);
    return {
      online: online.length,
      free: sum(free),
      capacity: sum(online.map(({ capacity }) => capacity)),
      handling_s: meanHandling(ended.flatMap(handledFor)),
    };
  }
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

function handledFor({ standing }: HandoffDocument): number[] {
  if (standing.state === 'queued' || standing.state === 'accepted' || !standing.accepted) return [];
  return [(Date.parse(standing.since) - Date.parse(standing.accepted.at)) / 1000];
}
