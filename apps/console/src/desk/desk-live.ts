import { client } from '../fleet/client.js';
import { onDesk } from '../fleet/live.js';
import type { Handoff, Presence } from '../fleet/shapes.js';
import { Store } from '../store.js';
import { emptyDesk, queueOf, read, reading, withAgent, withHandoff, type DeskState } from './handoffs.js';

/** The desk as this tab knows it. */
export const desk = new Store<DeskState>(emptyDesk);

/** How the last reading of the lists went. */
export const deskRead = new Store<
  { readonly state: 'loading' | 'ready' } | { readonly state: 'failed'; readonly error: unknown }
>({
  state: 'loading',
});

export const queueLength = (known: DeskState): number => queueOf(known).length;
export const learn = (handoff: Handoff): void => desk.update((known) => withHandoff(known, handoff));

/** Whoever comes after somebody else in this tab sees nothing of his. */
export function forgetDesk(): void {
  desk.set(emptyDesk);
  deskRead.set({ state: 'loading' });
}

const LIMIT = 100;

/** Reads the lists. Whoever connects does: what was pushed before may have been lost. */
export async function readDesk(signal?: AbortSignal): Promise<void> {
  desk.update(reading);
  const more = signal ? { signal } : {};
  const list = async (query: { state: 'queued' | 'accepted'; mine?: boolean }): Promise<Handoff[]> =>
    (await client.get('/api/v1/handoffs', { query: { ...query, limit: LIMIT }, ...more })).items;
  try {
    const [queued, mine, agents] = await Promise.all([
      list({ state: 'queued' }),
      list({ state: 'accepted', mine: true }),
      client.get('/api/v1/agents', { query: { limit: LIMIT }, ...more }),
    ]);
    desk.update((known) => read(known, { handoffs: [...queued, ...mine], agents: agents.items }));
    deskRead.set({ state: 'ready' });
  } catch (error) {
    if (!signal?.aborted) deskRead.update((now) => (now.state === 'ready' ? now : { state: 'failed', error }));
  }
}

type Push =
  { readonly kind: 'handoff'; readonly handoff: Handoff } | { readonly kind: 'presence'; readonly presence: Presence };

/** Takes in what is pushed; call the result to stop. */
export const followDesk = (): (() => void) =>
  onDesk((event) => {
    const push = event as unknown as Push;
    if (push.kind === 'handoff') learn(push.handoff);
    else if (push.kind === 'presence') desk.update((known) => withAgent(known, push.presence));
  });
