import { ParleyError } from '@parley/client';
import { useMemo, useState } from 'react';
import { client } from '../fleet/client.js';
import { failureText } from '../fleet/failure.js';
import type { Handoff, User } from '../fleet/shapes.js';
import { go } from '../shell/place.js';
import { tell } from '../shell/told.js';
import { useWords, type TextName } from '../texts/texts.js';
import { learn, readDesk } from './desk-live.js';
import { beThere } from './presence.js';

/** What an agent does with a chat. Each resolves with whether it was done; what went wrong is told. */
export interface Steps {
  /** The chat that a step is under way for. */
  readonly busy: string | undefined;
  accept(handoff: Handoff): Promise<boolean>;
  takeOver(session_id: string): Promise<boolean>;
  giveBack(handoff: Handoff): Promise<boolean>;
  resolve(handoff: Handoff): Promise<boolean>;
  transfer(handoff: Handoff, agent_id: string | undefined): Promise<boolean>;
}

export function useSteps(me: User): Steps {
  const words = useWords();
  const [busy, setBusy] = useState<string>();
  return useMemo(() => {
    const step = async (
      session_id: string,
      done: TextName | undefined,
      work: () => Promise<Handoff>,
    ): Promise<boolean> => {
      setBusy(session_id);
      try {
        const handoff = await work();
        learn(handoff);
        if (handoff.state === 'accepted' && handoff.agent?.id === me.id) beThere(me);
        if (done) tell('good', words.say(done));
        return true;
      } catch (error) {
        tell('bad', failureText(error, words));
        if (error instanceof ParleyError && error.status === 409) void readDesk();
        return false;
      } finally {
        setBusy(undefined);
      }
    };
    const of = ({ id }: Handoff) => ({ path: { handoff_id: id } });
    return {
      busy,
      accept: async (handoff) => {
        const taken = await step(handoff.session_id, undefined, () =>
          client.post('/api/v1/handoffs/{handoff_id}/accept', of(handoff)),
        );
        if (taken) go({ page: 'desk', session_id: handoff.session_id });
        return taken;
      },
      takeOver: (session_id) =>
        step(session_id, undefined, () =>
          client.post('/api/v1/chat/sessions/{session_id}/takeover', { path: { session_id } }),
        ),
      giveBack: (handoff) =>
        step(handoff.session_id, 'told.given_back', () =>
          client.post('/api/v1/handoffs/{handoff_id}/return', of(handoff)),
        ),
      resolve: (handoff) =>
        step(handoff.session_id, 'told.resolved', () =>
          client.post('/api/v1/handoffs/{handoff_id}/resolve', of(handoff)),
        ),
      transfer: (handoff, agent_id) =>
        step(handoff.session_id, agent_id ? 'told.transferred' : 'told.requeued', () =>
          client.post('/api/v1/handoffs/{handoff_id}/transfer', { ...of(handoff), body: agent_id ? { agent_id } : {} }),
        ),
    };
  }, [me, words, busy]);
}
