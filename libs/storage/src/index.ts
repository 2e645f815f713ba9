export { partitionOf } from './partition.js';
export {
  partitions,
  UniqueConflict,
  VersionConflict,
  type AnyWrite,
  type Change,
  type Collection,
  type CollectionSpec,
  type Draft,
  type EventDraft,
  type EventLog,
  type IndexSpec,
  type Query,
  type Store,
  type Stored,
  type StoredEvent,
  type Write,
} from './port.js';
export { openSqliteStore, type SqliteOptions } from './sqlite/store.js';
