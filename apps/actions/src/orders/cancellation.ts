import { Injectable } from '@nestjs/common';
import type { OrderArguments } from '@parley/contracts';
import type { Action, Effect } from '../run/action.js';
import type { Connection } from '../setting/settings.js';
import { OrderSystem, type Said } from './order-system.js';

/** `order_cancellation`: right is a cancellation under our key with the money on its way back. */
@Injectable()
export class Cancellation implements Action {
  constructor(private readonly system: OrderSystem) {}

  do(connection: Connection, wanted: OrderArguments, key: string): Promise<Said> {
    return this.system.cancel(connection, wanted, key);
  }

  async readBack(connection: Connection, { order_number }: OrderArguments, key: string): Promise<Effect> {
    const all = await this.system.cancellations(connection, order_number);
    const ours = all.find(({ idempotency_key }) => idempotency_key === key);
    if (!ours) return { kind: 'absent' };
    if (ours.refunded === null) return { kind: 'wrong' };
    return { kind: 'right', refund: { amount: ours.refunded / 100, currency: 'TRY' } };
  }

  undo(connection: Connection, _: OrderArguments, key: string): Promise<void> {
    return this.system.reinstate(connection, key);
  }
}
