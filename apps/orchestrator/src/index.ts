export { providers } from './app.module.js';
export { readConfig } from './config.js';
export type { EntryDocument } from './log/entry.document.js';
export type { LogState } from './log/log-state.js';
export { SessionLog, isMoved } from './log/session-log.js';
