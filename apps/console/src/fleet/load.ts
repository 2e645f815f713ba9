import { useCallback, useEffect, useRef, useState } from 'react';
import { useStore } from '../store.js';
import { connection } from './live.js';

/** What was asked for: on its way, there, or not to be had. */
export type Load<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: unknown }
  | { readonly state: 'ready'; readonly data: T };

export interface Loaded<T> {
  readonly load: Load<T>;
  /** Reads again; what is shown stays until the new is there. */
  again(): void;
  change(change: (data: T) => T): void;
}

/**
 * Reads when the page opens, when `read` changes (memoise it), and again whenever the connection comes back: nothing that
 * happened meanwhile is missed. A later read's reply wins over an earlier one's.
 */
export function useLoad<T>(read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const [load, setLoad] = useState<Load<T>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  const { connects } = useStore(connection);
  const asked = useRef(read);

  useEffect(() => {
    const controller = new AbortController();
    if (asked.current !== read) setLoad({ state: 'loading' });
    asked.current = read;
    read(controller.signal).then(
      (data) => controller.signal.aborted || setLoad({ state: 'ready', data }),
      (error: unknown) =>
        controller.signal.aborted ||
        setLoad((before) => (before.state === 'ready' ? before : { state: 'failed', error })),
    );
    return () => controller.abort();
  }, [read, round, connects]);

  const again = useCallback(() => {
    setLoad((before) => (before.state === 'failed' ? { state: 'loading' } : before));
    setRound((before) => before + 1);
  }, []);
  const change = useCallback(
    (changed: (data: T) => T) =>
      setLoad((before) => (before.state === 'ready' ? { state: 'ready', data: changed(before.data) } : before)),
    [],
  );
  return { load, again, change };
}

/** As `useLoad`, and again every so many milliseconds while the page is looked at: for what is not pushed. */
export function useLoadEvery<T>(every_ms: number, read: (signal: AbortSignal) => Promise<T>): Loaded<T> {
  const loaded = useLoad(read);
  const { again } = loaded;
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), every_ms);
    return () => clearInterval(timer);
  }, [again, every_ms]);
  return loaded;
}
