import { ParleyError } from '@parley/client';
import type { Words } from '../texts/texts.js';

/** What went wrong, in the reader's language; codes that have no text of their own are told with their trace. */
export function failureText(error: unknown, { say, maybe }: Words): string {
  if (!(error instanceof ParleyError)) return say('error.unknown', { trace: '–' });
  const own = maybe(`error.${error.code}`);
  if (own) return own;
  if (error.transient) return say('error.away');
  return say('error.unknown', { trace: error.trace_id ?? error.code });
}
