import type { ErrorCode } from '@parley/contracts';

export type LogInState =
  /** `secret_hash` is of the one token that is good. */
  | { readonly kind: 'live'; readonly secret_hash: string }
  | { readonly kind: 'ended'; readonly cause: 'log_out' | 'reuse'; readonly at: string };

export type Judgement =
  | { readonly kind: 'rotate' }
  /** A former token: either its holder or the holder of the present one stole it, so the log-in ends. */
  | { readonly kind: 'reuse' }
  | { readonly kind: 'refuse'; readonly code: ErrorCode };

/**
 * What a token that names this log-in is worth. As RFC 9700 §4.14.2 has it: every token is good once; a second use,
 * be it the loser of two requests at the same moment, ends the whole family. `now` and `expires` in milliseconds.
 */
export function judge(state: LogInState, secret_hash: string, expires: number, now: number): Judgement {
  if (state.kind === 'ended')
    return { kind: 'refuse', code: state.cause === 'reuse' ? 'auth.refresh_reused' : 'auth.token_invalid' };
  if (state.secret_hash !== secret_hash) return { kind: 'reuse' };
  return expires <= now ? { kind: 'refuse', code: 'auth.token_expired' } : { kind: 'rotate' };
}
