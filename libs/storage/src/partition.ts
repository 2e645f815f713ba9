import { partitions } from './port.js';

/** The partition of an aggregate's events: FNV-1a (32 bit) of its UTF-16 units. Never to change: positions hang on it. */
export function partitionOf(aggregate: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < aggregate.length; i++) hash = Math.imul(hash ^ aggregate.charCodeAt(i), 0x01000193);
  return (hash >>> 0) % partitions;
}
