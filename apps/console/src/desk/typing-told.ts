import { useCallback, useEffect, useMemo, useRef } from 'react';
import { tellTyping } from '../fleet/live.js';

/** Said again so often while somebody types, in milliseconds. */
const AGAIN_MS = 3000;
/** Whoever has not touched a key for so long does not type. */
const IDLE_MS = 5000;

/** Tells the other side that somebody types, and that he stopped. */
export function useTypingTold(session_id: string, on: boolean) {
  const said_at = useRef(0);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stopped = useCallback(() => {
    clearTimeout(idle.current);
    if (said_at.current === 0) return;
    said_at.current = 0;
    tellTyping(session_id, false);
  }, [session_id]);
  const typed = useCallback(
    (text: string) => {
      if (!on || text === '') return stopped();
      clearTimeout(idle.current);
      idle.current = setTimeout(stopped, IDLE_MS);
      if (Date.now() - said_at.current < AGAIN_MS) return;
      said_at.current = Date.now();
      tellTyping(session_id, true);
    },
    [session_id, on, stopped],
  );
  useEffect(() => stopped, [stopped]);
  return useMemo(() => ({ typed, stopped }), [typed, stopped]);
}
