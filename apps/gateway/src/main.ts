import 'reflect-metadata';
import { runFleetService } from '@parley/messaging';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';
import { openDoor } from './http/door.js';

/** Requests to one subject within so many milliseconds leave together: the largest saving a busy gateway has. */
const GATHER_MS = 4;

await runFleetService({
  name: 'gateway',
  module: AppModule,
  config: readConfig,
  door: openDoor,
  stateless: true,
  gather_ms: GATHER_MS,
});
