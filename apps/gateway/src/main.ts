import 'reflect-metadata';
import { runFleetService } from '@parley/messaging';
import { AppModule } from './app.module.js';
import { readConfig } from './config.js';
import { openDoor } from './http/door.js';

/**
 * Requests to one subject within so many milliseconds leave together, unless there was a pause before: the largest
 * saving a busy gateway has. At 600 turns a second a window of 8 ms saves the fleet 7 % of a turn's CPU beside one of
 * 4 ms, and adds 4 ms to half of them.
 */
const GATHER_MS = 8;

await runFleetService({
  name: 'gateway',
  module: AppModule,
  config: readConfig,
  door: openDoor,
  stateless: true,
  gather_ms: GATHER_MS,
});
