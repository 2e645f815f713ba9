import type { WriteRecord } from './record-writes.js';

export interface Acknowledgements {
  /** The ids that left, in order. */
  readonly acknowledged: readonly string[];
  /** Those that left before a sync had covered the first write of them to a file. */
  readonly tooEarly: readonly string[];
}

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** An id may be cut in two by two sends. */
const uuidLength = 36;

/** Proves, from what a process did, that nothing it acknowledged could be lost with the power. `acknowledges` picks the bytes
 * that are acknowledgements, where an id (a UUID) may also leave for other reasons. */
export function checkAcknowledgements(
  records: readonly WriteRecord[],
  ids: Iterable<string>,
  acknowledges: (sent: string) => boolean = () => true,
): Acknowledgements {
  const watched = new Set(ids);
  const unsynced = new Map<string, Set<string>>();
  const syncing = new Map<string, Set<string>>();
  const seen = new Set<string>();
  const durable = new Set<string>();
  const acknowledged = new Set<string>();
  const tooEarly = new Set<string>();
  const tails = new Map<string, string>();

  for (const { kind, file, bytes } of records) {
    if (kind === 'written') {
      const first = watchedIn(bytes.toString('latin1'), watched).filter((id) => !seen.has(id));
      for (const id of first) {
        seen.add(id);
        setOf(unsynced, file).add(id);
      }
    } else if (kind === 'sync_begun') {
      for (const id of setOf(unsynced, file)) setOf(syncing, file).add(id);
      unsynced.delete(file);
    } else if (kind === 'synced') {
      for (const id of setOf(syncing, file)) durable.add(id);
      syncing.delete(file);
    } else {
      const sent = bytes.toString('latin1');
      const whole = (tails.get(file) ?? '') + sent;
      tails.set(file, whole.slice(1 - uuidLength));
      if (!acknowledges(sent)) continue;
      for (const id of watchedIn(whole, watched)) {
        if (!acknowledged.has(id) && !durable.has(id)) tooEarly.add(id);
        acknowledged.add(id);
      }
    }
  }
  return { acknowledged: [...acknowledged], tooEarly: [...tooEarly] };
}

const watchedIn = (text: string, watched: ReadonlySet<string>): string[] =>
  (text.match(uuid) ?? []).filter((id) => watched.has(id));

function setOf(sets: Map<string, Set<string>>, key: string): Set<string> {
  const found = sets.get(key) ?? new Set<string>();
  sets.set(key, found);
  return found;
}
