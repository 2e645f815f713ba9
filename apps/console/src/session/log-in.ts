import { ParleyError, createClient } from '@parley/client';
import { recall, remember } from '../remembered.js';
import { Store } from '../store.js';
import { isFresh, parseLogIn, signedIn, type LogIn, type SignedIn } from './log-in-state.js';

const KEY = 'log-in';
const LOCK = 'parley.refresh';

/** Calls that carry no token: log in, refresh, log out. */
const stranger = createClient({});

export const logIn = new Store<LogIn>(parseLogIn(recall(KEY)));

function keep(next: LogIn): void {
  remember(KEY, next.kind === 'in' ? JSON.stringify(next) : undefined);
  logIn.set(next);
}

/** Other tabs log in, out and refresh for this one, too. */
export function followOtherTabs(): () => void {
  const follow = ({ key, newValue }: StorageEvent): void => {
    if (key === `parley.${KEY}` || key === null) logIn.set(parseLogIn(newValue));
  };
  addEventListener('storage', follow);
  return () => removeEventListener('storage', follow);
}

/** Rejects with a `ParleyError`. */
export async function signIn(credentials: { tenant: string; email: string; password: string }): Promise<void> {
  const tokens = await stranger.post('/api/v1/users/login', { body: credentials });
  remember('tenant', credentials.tenant);
  keep(signedIn(tokens, credentials.tenant, Date.now()));
}

export async function signOut(): Promise<void> {
  const state = logIn.get();
  keep({ kind: 'out' });
  if (state.kind !== 'in') return;
  const { refresh_token } = state;
  await stranger.post('/api/v1/users/logout', { body: { refresh_token } }).catch(() => undefined);
}

export const currentToken = (): string | undefined => {
  const state = logIn.get();
  return state.kind === 'in' ? state.access_token : undefined;
};

/**
 * A new access token, or nothing where the log-in is over. A refresh token is good once, and its reuse ends the log-in
 * everywhere: so one tab at a time refreshes, and looks first whether another one has done it meanwhile.
 */
export function refreshedToken(): Promise<string | undefined> {
  const refused = currentToken();
  return exclusively(async () => {
    const kept = parseLogIn(recall(KEY));
    const known = kept.kind === 'in' ? kept : logIn.get();
    if (known.kind === 'out') return undefined;
    if (known.access_token !== refused && isFresh(known, Date.now())) {
      logIn.set(known);
      return known.access_token;
    }
    return refresh(known);
  });
}

async function refresh(known: SignedIn): Promise<string | undefined> {
  const { refresh_token, tenant } = known;
  try {
    const tokens = await stranger.post('/api/v1/users/refresh', { body: { refresh_token } });
    keep(signedIn(tokens, tenant, Date.now()));
    return tokens.access_token;
  } catch (error) {
    if (error instanceof ParleyError && error.status === 401) keep({ kind: 'out', why: 'ended' });
    throw error;
  }
}

let alone: Promise<unknown> = Promise.resolve();

/** One at a time in all tabs; in this one where the browser has no locks (pages that are neither https nor local). */
function exclusively<T>(work: () => Promise<T>): Promise<T> {
  const locks = (navigator as { locks?: LockManager }).locks;
  if (locks) return locks.request(LOCK, work) as Promise<T>;
  const turn = alone.then(work);
  alone = turn.catch(() => undefined);
  return turn;
}
