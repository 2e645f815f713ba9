import { Inject, Module, type OnApplicationBootstrap } from '@nestjs/common';
import { Rollups, providers, readConfig } from '@parley/insights';
import { EventConsumer, STORE, runFleetService } from '@parley/messaging';
import type { Store } from '@parley/storage';

/** Broken on purpose: reads everything again at each start, and counts whatever it is given. */
class CountsWithoutCursor extends Rollups implements OnApplicationBootstrap {
  constructor(
    @Inject(STORE) store: Store,
    private readonly consumer: EventConsumer,
  ) {
    super(store);
  }

  onApplicationBootstrap(): void {
    setTimeout(() => void this.consumer.rebuild('orchestrator', async () => undefined), 500);
  }

  protected override knows(): boolean {
    return false;
  }
}

@Module({
  providers: providers.map((each) => (each === Rollups ? { provide: Rollups, useClass: CountsWithoutCursor } : each)),
})
class BrokenModule {}

await runFleetService({ name: 'insights', module: BrokenModule, config: readConfig });
