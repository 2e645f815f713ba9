import { recall, remember } from '../remembered.js';
import { Store } from '../store.js';

export const appearances = ['system', 'light', 'dark'] as const;
export type Appearance = (typeof appearances)[number];

const KEY = 'appearance';
const isAppearance = (value: unknown): value is Appearance => appearances.includes(value as Appearance);

const remembered = recall(KEY);

/** Light, dark, or as the system has it. */
export const appearance = new Store<Appearance>(isAppearance(remembered) ? remembered : 'system');

export function choose(next: Appearance): void {
  appearance.set(next);
  remember(KEY, next === 'system' ? undefined : next);
  if (next === 'system') delete document.documentElement.dataset['appearance'];
  else document.documentElement.dataset['appearance'] = next;
}
