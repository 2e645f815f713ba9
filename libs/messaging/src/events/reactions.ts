import { FleetError, type CarriedEvent, type Service } from '@parley/contracts';
import { validate } from '../validate.js';
import type { Reaction } from './reacts.js';

/** Which method applies an event. */
export class Reactions {
  private readonly bySubject: ReadonlyMap<string, Reaction>;

  constructor(reactions: readonly Reaction[]) {
    this.bySubject = new Map(reactions.map((reaction) => [reaction.contract.subject, reaction]));
  }

  /** Whose events are read here. */
  get producers(): Service[] {
    return [...new Set([...this.bySubject.values()].map(({ contract }) => contract.owner))];
  }

  /** Types that nobody here reacts to are passed over. Rejects with what the method throws, or `fleet.bad_request`. */
  async run(event: CarriedEvent, redriven: boolean): Promise<void> {
    const reaction = this.bySubject.get(event.subject);
    if (!reaction) return;
    const { id, tenant, at, partition, position } = event;
    const checked = validate(reaction.contract.payload, event.data);
    if (!('value' in checked)) throw new FleetError('fleet.bad_request', { fields: checked.faults });
    const producer = reaction.contract.owner;
    await reaction.react({ id, tenant, at, data: checked.value, producer, partition, position, redriven });
  }
}
