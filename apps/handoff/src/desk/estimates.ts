import { Injectable } from '@nestjs/common';
import type { HandoffDocument } from '../handoff/handoff.document.js';
import { Handoffs } from '../handoff/handoffs.js';
import { estimateOf } from './estimate.js';
import { Loads } from './loads.js';

/** Places further back than this are all counted as this. */
export const mostCounted = 500;

/** How long those who wait have still to wait. */
@Injectable()
export class Estimates {
  constructor(
    private readonly handoffs: Handoffs,
    private readonly loads: Loads,
  ) {}

  /** In seconds; nothing for what does not wait, and where nobody is online. */
  async of({ tenant, queue_rank }: HandoffDocument): Promise<number | undefined> {
    if (queue_rank === undefined) return undefined;
    const load = await this.loads.of(tenant);
    if (load.online === 0) return undefined;
    return estimateOf(await this.handoffs.waiting(tenant, mostCounted, queue_rank), load);
  }

  /** Of a page of the queue, in its order. */
  async ofPage(page: readonly HandoffDocument[]): Promise<(number | undefined)[]> {
    const first = page[0];
    if (first?.queue_rank === undefined) return page.map(() => undefined);
    const load = await this.loads.of(first.tenant);
    const before = await this.handoffs.waiting(first.tenant, mostCounted, first.queue_rank);
    return page.map((_, index) => estimateOf(before + index, load));
  }
}
