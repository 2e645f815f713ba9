import { useCallback, useEffect } from 'react';
import { client } from '../fleet/client.js';
import { onDesk } from '../fleet/live.js';
import { useLoad, type Loaded } from '../fleet/load.js';
import type { Note } from '../fleet/shapes.js';

/** The colleagues' notes about a handoff, oldest first. */
export function useNotes(handoff_id: string | undefined): Loaded<Note[]> {
  const loaded = useLoad(
    useCallback(
      async (signal: AbortSignal): Promise<Note[]> => {
        if (handoff_id === undefined) return [];
        const query = { limit: 100 };
        return (await client.get('/api/v1/handoffs/{handoff_id}/notes', { path: { handoff_id }, query, signal })).items;
      },
      [handoff_id],
    ),
  );
  const { again } = loaded;
  useEffect(
    () =>
      onDesk((event) => {
        const { kind, handoff } = event as { kind: string; handoff?: { id: string } };
        if (kind === 'handoff' && handoff?.id === handoff_id) again();
      }),
    [handoff_id, again],
  );
  return loaded;
}
