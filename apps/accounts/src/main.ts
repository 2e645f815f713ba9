import { runFleetService } from '@parley/messaging';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';

// The store holds signing keys and hashes of passwords: nobody else on this machine may read its files.
process.umask(0o077);

await runFleetService({ name: 'accounts', module: AppModule, config: readConfig });
