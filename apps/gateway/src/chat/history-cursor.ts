import { FleetError, type Entry } from '@parley/contracts';
import { pageOf } from '../api/page.js';
import type { HistoryQuery } from './bodies.js';

/** A page of a session's log: forward after a seq, backward before one, or its end. */
export interface Range {
  readonly limit: number;
  readonly after?: number;
  readonly before?: number;
}

const CURSOR = /^(after|before)-(\d{1,15})$/;

/** Throws `request.invalid` for a cursor that is none. */
export function rangeOf(query: HistoryQuery): Range {
  const { limit, cursor } = pageOf(query);
  if (cursor === undefined) return query.after === undefined ? { limit } : { limit, after: query.after };
  const match = CURSOR.exec(cursor);
  if (!match || (match[1] === 'before' && match[2] === '0')) {
    throw new FleetError('request.invalid', { fields: { cursor: ['is none of this list'] } });
  }
  return { limit, [match[1]!]: Number(match[2]) };
}

/** Where the next page in the same direction begins; the page, which ascends, is not empty. */
export const cursorOf = ({ after }: Range, items: readonly Entry[]): string =>
  after === undefined ? `before-${items[0]!.seq}` : `after-${items.at(-1)!.seq}`;
