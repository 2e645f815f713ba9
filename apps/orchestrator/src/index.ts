export { AppModule, providers } from './app.module.js';
export { readConfig } from './config.js';
export type { EntryDocument } from './log/entry.document.js';
export { SessionLog, isMoved, type Head } from './log/session-log.js';
