import { audienceOf, type Entry } from '@parley/contracts';
import type { Call } from '@parley/messaging';

/** The entry without what only staff may see, where it is not staff who asks. */
export function bare(entry: Entry, { principal }: Pick<Call, 'principal'>): Entry {
  if (entry.why === undefined || audienceOf(principal) !== 'customer') return entry;
  const { why: _, ...rest } = entry;
  return rest;
}
