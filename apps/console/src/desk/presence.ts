import { client } from '../fleet/client.js';
import type { User } from '../fleet/shapes.js';
import { recall, remember } from '../remembered.js';
import { mayManage } from '../shell/may.js';
import { Store } from '../store.js';
import { desk } from './desk-live.js';
import { withAgent } from './handoffs.js';
import { everyTwentySeconds } from './ticker.js';

export const presences = ['online', 'away', 'offline'] as const;
export type PresenceStatus = (typeof presences)[number];

const isStatus = (value: unknown): value is PresenceStatus => presences.includes(value as PresenceStatus);
const keyOf = ({ id }: User): string => `presence.${id}`;

/** Whether whoever is signed in here takes chats. */
export const presence = new Store<PresenceStatus>('offline');

export function choosePresence(user: User, status: PresenceStatus): void {
  remember(keyOf(user), status);
  presence.set(status);
}

/** Whoever takes a chat is at the desk. */
export function beThere(user: User): void {
  if (presence.get() === 'offline') choosePresence(user, 'online');
}

/** As last chosen in this browser; else agents and supervisors have come for the chats, admins and owners for something else. */
function usual(user: User): PresenceStatus {
  const chosen = recall(keyOf(user));
  if (isStatus(chosen)) return chosen;
  return mayManage(user) ? 'offline' : 'online';
}

async function sign(): Promise<void> {
  const own = await client.put('/api/v1/agents/me/presence', { body: { status: presence.get() }, retries: 0 });
  desk.update((known) => withAgent(known, own));
}

const quietly = (): void => void sign().catch(() => undefined);

/** Tells the fleet now, at each change and every 20 s, while somebody is signed in. A lease lasts 60 s: two signs may be lost. */
export function keepPresence(user: User): () => void {
  presence.set(usual(user));
  if (presence.get() !== 'offline') quietly();
  const stop = presence.subscribe(quietly);
  const still = everyTwentySeconds(() => {
    if (presence.get() !== 'offline') quietly();
  });
  return () => {
    stop();
    still();
  };
}

/** Before somebody signs out, so that no customer waits for him. Never rejects. */
export async function leaveDesk(): Promise<void> {
  if (presence.get() === 'offline') return;
  await client
    .put('/api/v1/agents/me/presence', { body: { status: 'offline' }, retries: 0, timeout_ms: 3000 })
    .catch(() => undefined);
}
