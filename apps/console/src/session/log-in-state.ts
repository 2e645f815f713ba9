import type { Tokens, User } from '../fleet/shapes.js';

/** Whether somebody is signed in in this browser. All tabs share it. */
export type LogIn =
  | { readonly kind: 'out'; readonly why?: 'ended' }
  | {
      readonly kind: 'in';
      readonly access_token: string;
      readonly refresh_token: string;
      /** By this machine's clock, in milliseconds since 1970. */
      readonly expires_at: number;
      readonly user: User;
      /** Short name of the company. */
      readonly tenant: string;
    };

export type SignedIn = Extract<LogIn, { kind: 'in' }>;

export const signedIn = (tokens: Tokens, tenant: string, now: number): SignedIn => ({
  kind: 'in',
  access_token: tokens.access_token,
  refresh_token: tokens.refresh_token,
  expires_at: now + tokens.expires_in * 1000,
  user: tokens.user,
  tenant,
});

/** What the browser kept, if that is a log-in of ours. */
export function parseLogIn(text: string | null | undefined): LogIn {
  try {
    const kept = JSON.parse(text ?? 'null') as Partial<SignedIn> | null;
    const whole = kept?.kind === 'in' && kept.access_token && kept.refresh_token && kept.user && kept.tenant;
    return whole ? (kept as SignedIn) : { kind: 'out' };
  } catch {
    return { kind: 'out' };
  }
}

/** Sooner than this before its end, in milliseconds, a token is as good as expired. */
const MARGIN_MS = 20_000;

export const isFresh = ({ expires_at }: SignedIn, now: number): boolean => expires_at - now > MARGIN_MS;
