import { Store } from '../store.js';

/** A line that is told once, at the edge of the screen and to screen readers. */
export interface Told {
  readonly id: number;
  readonly kind: 'good' | 'bad';
  readonly text: string;
}

const LASTS_MS = 6000;

let count = 0;
export const toldNow = new Store<readonly Told[]>([]);

export const forget = (id: number): void => toldNow.update((all) => all.filter((one) => one.id !== id));

export function tell(kind: Told['kind'], text: string): void {
  const id = (count += 1);
  toldNow.update((all) => [...all.slice(-2), { id, kind, text }]);
  setTimeout(() => forget(id), LASTS_MS);
}
