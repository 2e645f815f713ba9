import { useEffect, useRef } from 'react';
import { recall, remember } from '../remembered.js';
import { Store } from '../store.js';

/** Keys that act alone, where nobody types. They can be switched off: a voice or a trembling hand presses them unmeant. */
const KEY = 'single-keys';
export const singleKeys = new Store(recall(KEY) !== 'off');

export function allowSingleKeys(allowed: boolean): void {
  singleKeys.set(allowed);
  remember(KEY, allowed ? undefined : 'off');
}

export type Shortcuts = Readonly<Record<string, () => void>>;

const isTypedInto = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** Keys by what the keyboard says (`?`, `j`, `Escape`), while this is shown and no dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const now = useRef(shortcuts);
  now.current = shortcuts;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isTypedInto(event.target) || document.querySelector('dialog[open]')) return;
      const single = event.key.length === 1;
      if (single && !singleKeys.get()) return;
      const act = now.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
