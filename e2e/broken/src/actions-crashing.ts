import { Module } from '@nestjs/common';
import {
  Cancellation,
  type Connection,
  type Effect,
  Ledger,
  type RunDocument,
  type RunState,
  type Said,
  providers,
  readConfig,
} from '@parley/actions';
import type { ActionOrder, OrderArguments } from '@parley/contracts';
import { runFleetService } from '@parley/messaging';
import type { Change } from '@parley/storage';
import { crash } from './crash/crash.js';

/** Dies at places between two steps of an action: after what is on disk, before what comes next. */
class CrashingLedger extends Ledger {
  override async begin(tenant: string, wish: ActionOrder): Promise<RunDocument> {
    const run = await super.begin(tenant, wish);
    crash('actions-intended');
    return run;
  }

  override async put(run: RunDocument, state: RunState, more?: Change<RunDocument>): Promise<RunDocument> {
    const put = await super.put(run, state, more);
    crash(`actions-${state.kind}`);
    return put;
  }
}

class CrashingCancellation extends Cancellation {
  override async do(connection: Connection, wanted: OrderArguments, key: string): Promise<Said> {
    const sent = super.do(connection, wanted, key);
    setTimeout(() => crash('actions-sending'), 2);
    const said = await sent;
    crash('actions-sent');
    return said;
  }

  override async readBack(connection: Connection, wanted: OrderArguments, key: string): Promise<Effect> {
    const effect = await super.readBack(connection, wanted, key);
    crash('actions-read_back');
    return effect;
  }
}

const crashing = new Map<unknown, object>([
  [Ledger, { provide: Ledger, useClass: CrashingLedger }],
  [Cancellation, { provide: Cancellation, useClass: CrashingCancellation }],
]);

@Module({ providers: providers.map((each) => (crashing.get(each) as typeof each) ?? each) })
class CrashingModule {}

await runFleetService({ name: 'actions', module: CrashingModule, config: readConfig });
