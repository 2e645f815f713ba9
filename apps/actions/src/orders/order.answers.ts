import { Injectable } from '@nestjs/common';
import { type OrderAsk, type OrderFound, FleetError, LookUpOrder, toFleetError } from '@parley/contracts';
import { type Call, Answers } from '@parley/messaging';
import { Settings } from '../setting/settings.js';
import { OrderSystem } from './order-system.js';

/** `order_status`, an action that only looks: it leaves nothing in the ledger. */
@Injectable()
export class OrderAnswers {
  constructor(
    private readonly settings: Settings,
    private readonly system: OrderSystem,
  ) {}

  @Answers(LookUpOrder)
  async lookUp(ask: OrderAsk, { tenant }: Call): Promise<OrderFound> {
    const connection = await this.settings.connection(tenant, 'order_status');
    try {
      const order = await this.system.lookUp(connection, ask);
      return order ? { order } : {};
    } catch (error) {
      const { code, fault } = toFleetError(error);
      throw fault === 'transient' && code !== 'action.unavailable' ? new FleetError('action.unavailable') : error;
    }
  }
}
