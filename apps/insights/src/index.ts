export { providers } from './app.module.js';
export { readConfig } from './config.js';
export { Rollups } from './turns/rollups.js';
