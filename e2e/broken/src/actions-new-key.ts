import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { Cancellation, type Connection, type Said, providers, readConfig } from '@parley/actions';
import type { OrderArguments } from '@parley/contracts';
import { runFleetService } from '@parley/messaging';

/** Broken on purpose: every attempt is something new to the shop. */
class CancelsUnderNewKeys extends Cancellation {
  override do(connection: Connection, wanted: OrderArguments): Promise<Said> {
    return super.do(connection, wanted, randomUUID());
  }
}

@Module({
  providers: providers.map((each) =>
    each === Cancellation ? { provide: Cancellation, useClass: CancelsUnderNewKeys } : each,
  ),
})
class BrokenModule {}

await runFleetService({ name: 'actions', module: BrokenModule, config: readConfig });
