import { Injectable } from '@nestjs/common';
import { ReadName } from '@parley/contracts';
import { Fleet, serviceCall } from '@parley/messaging';

/** A handoff does not wait longer for a name, in milliseconds. */
const patienceMs = 1000;

/** Customers as agents call them. */
@Injectable()
export class Customers {
  constructor(private readonly fleet: Fleet) {}

  /** Without a name for a visitor, and where accounts is away. */
  async named(tenant: string, id: string): Promise<{ id: string; name?: string }> {
    const call = serviceCall({ tenant, service: 'handoff', cause: `name of ${id}`, deadline_ms: patienceMs });
    const { name } = await this.fleet.ask(ReadName, { user_id: id }, call).catch(() => ({ name: undefined }));
    return { id, ...(name === undefined ? {} : { name }) };
  }
}
