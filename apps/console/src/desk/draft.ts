import { useCallback, useEffect, useState } from 'react';
import { recall, remember } from '../remembered.js';

/** A text that is not sent yet; it survives a reload, and another tab. */
export function useDraft(name: string): [string, (text: string) => void] {
  const key = `draft.${name}`;
  const [draft, setDraft] = useState(() => ({ key, text: recall(key) ?? '' }));
  const current = draft.key === key ? draft : { key, text: recall(key) ?? '' };
  useEffect(() => {
    if (draft.key !== key) setDraft({ key, text: recall(key) ?? '' });
  }, [draft.key, key]);
  const set = useCallback(
    (text: string) => {
      setDraft({ key, text });
      remember(key, text === '' ? undefined : text);
    },
    [key],
  );
  return [current.text, set];
}
