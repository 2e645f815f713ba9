import { runFleetService } from '@parley/messaging';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';

await runFleetService({ name: 'actions', module: AppModule, config: readConfig });
