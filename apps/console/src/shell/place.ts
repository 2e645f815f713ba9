import type { MouseEvent } from 'react';
import { Store } from '../store.js';

/** Where in the console somebody is: a function of the address, and the other way round. */
export type Place =
  | { readonly page: 'desk'; readonly session_id?: string }
  | { readonly page: 'knowledge' }
  | { readonly page: 'counts' }
  | { readonly page: 'people' };

export type Page = Place['page'];

const ROOT = '/console/';
const CHAT = /^chats\/([0-9a-f-]{36})$/;

/** An address that is none leads to the desk. */
export function placeOf(path: string): Place {
  const rest = path.startsWith(ROOT) ? path.slice(ROOT.length).replace(/\/$/, '') : '';
  const session_id = CHAT.exec(rest)?.[1];
  if (session_id) return { page: 'desk', session_id };
  if (rest === 'knowledge' || rest === 'counts' || rest === 'people') return { page: rest };
  return { page: 'desk' };
}

export function addressOf(place: Place): string {
  if (place.page !== 'desk') return `${ROOT}${place.page}`;
  return place.session_id ? `${ROOT}chats/${place.session_id}` : ROOT;
}

const here = (): Place => placeOf(globalThis.location?.pathname ?? ROOT);

export const place = new Store<Place>(here());

export function go(next: Place): void {
  const address = addressOf(next);
  if (address !== location.pathname) history.pushState(null, '', address);
  place.set(next);
}

/**
 * What makes an `a` lead there; with a key held, the browser opens it elsewhere. The second click of a double click leads
 * nowhere: what it was meant for may have moved on.
 */
export const linkTo = (to: Place) => ({
  href: addressOf(to),
  onClick: (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    if (event.detail < 2) go(to);
  },
});

/** Follows the browser's back and forward. */
export function followHistory(): () => void {
  const follow = (): void => place.set(here());
  addEventListener('popstate', follow);
  return () => removeEventListener('popstate', follow);
}
