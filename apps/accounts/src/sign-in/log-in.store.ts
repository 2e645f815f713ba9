import { Inject, Injectable } from '@nestjs/common';
import { newId } from '@parley/contracts';
import { STORE } from '@parley/messaging';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';
import type { LogInState } from './log-in-state.js';

/** One log-in: the family of all refresh tokens that came from it, of which the last one is good. */
export interface LogInDocument extends Stored {
  readonly user_id: string;
  readonly state: LogInState;
  readonly began_at: string;
  /** When the last token ends, ISO 8601. */
  readonly expires_at: string;
}

const logIns: CollectionSpec<LogInDocument> = {
  name: 'log_ins',
  schema: 1,
  indexes: [{ name: 'by_expiry', fields: ['expires_at'], acrossTenants: true }],
};

@Injectable()
export class LogIns {
  private readonly logIns: Collection<LogInDocument>;

  constructor(@Inject(STORE) store: Store) {
    this.logIns = store.collection(logIns);
  }

  get(tenant: string, id: string): Promise<LogInDocument | undefined> {
    return this.logIns.get(tenant, id);
  }

  begin(tenant: string, given: Pick<LogInDocument, 'user_id' | 'state' | 'began_at' | 'expires_at'>) {
    return this.logIns.insert(tenant, { id: newId(), ...given });
  }

  /** `undefined` when another request changed it first. */
  change(
    { tenant, id, version }: LogInDocument,
    change: { state: LogInState; expires_at?: string },
  ): Promise<LogInDocument | undefined> {
    return this.logIns.update(tenant, id, version, change);
  }

  /** Deletes at most `limit` that ended before `instant`; how many they were. */
  async deleteExpired(instant: string, limit: number): Promise<number> {
    const old = await this.logIns.findAcrossTenants({ index: 'by_expiry', where: {}, before: instant, limit });
    await Promise.all(old.map(({ tenant, id }) => this.logIns.delete(tenant, id)));
    return old.length;
  }
}
