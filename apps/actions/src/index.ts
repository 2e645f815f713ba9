export { providers } from './app.module.js';
export { readConfig } from './config.js';
export { Cancellation } from './orders/cancellation.js';
export type { Said } from './orders/order-system.js';
export type { Effect } from './run/action.js';
export { Ledger } from './run/ledger.js';
export type { RunDocument, RunState } from './run/run.document.js';
export type { Connection } from './setting/settings.js';
