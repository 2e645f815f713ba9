export { changed } from './document.js';
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
export {
  type Allowance,
  type LimitedRequest,
  type Limits,
  type LimitScope,
  type TenantLimits,
} from './redis/limits.js';
export { openRedis, type RedisLink } from './redis/link.js';
export { RateLimiter } from './redis/rate-limiter.js';
export { openMongoStore } from './mongo/open.js';
export type { MongoOptions } from './mongo/store.js';
export { openSqliteStore, type SqliteOptions } from './sqlite/store.js';
