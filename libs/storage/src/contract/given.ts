import type { Collection, Store } from '../port.js';
import type { Entry } from './entries.js';

/** One place where documents are kept; each `open` is a store of its own on it, as another process would have it. */
export interface Place {
  /** How another process opens it: the function of this library and its options. */
  readonly opener: { readonly opener: string; readonly options: object };
  open(): Promise<Store>;
  remove(): Promise<void>;
}

/** What each test of the contract finds: an empty place with one store open on it. */
export interface Given {
  readonly place: Place;
  readonly store: Store;
  readonly log: Collection<Entry>;
  /** Another store on the same place; closed after the test. */
  open(): Promise<Store>;
}
