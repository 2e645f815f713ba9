import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Rollups, providers, readConfig } from '@parley/insights';
import { STORE, runFleetService } from '@parley/messaging';
import type { Store, Stored } from '@parley/storage';

interface Cursor extends Stored {
  readonly producer: string;
  readonly partition: number;
}

/** Broken on purpose: forgets at each start how far it was, and counts whatever it is given. */
class CountsWithoutCursor extends Rollups implements OnModuleInit {
  constructor(@Inject(STORE) private readonly store: Store) {
    super(store);
  }

  async onModuleInit(): Promise<void> {
    const index = { name: 'by_partition', fields: ['producer', 'partition'], unique: true } as const;
    const cursors = this.store.collection<Cursor>({ name: 'event_cursors', schema: 1, indexes: [index] });
    for (const { id } of await cursors.find('fleet', {
      index: 'by_partition',
      where: { producer: 'orchestrator' },
      limit: 100,
    })) {
      await cursors.delete('fleet', id);
    }
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
