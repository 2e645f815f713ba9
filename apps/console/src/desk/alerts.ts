import { recall, remember } from '../remembered.js';
import { go } from '../shell/place.js';
import { Store } from '../store.js';
import { words } from '../texts/texts.js';
import { customerName } from './customer-name.js';
import { desk, deskRead } from './desk-live.js';
import { handoffOf } from './handoffs.js';
import { lastSaid, newlyQueued, newlyUnread } from './news.js';
import { presence } from './presence.js';
import { unread } from './unread.js';

const KEY = 'alerts';

/** Browsers show notifications of pages that came safely alone. */
export const canAlert = globalThis.isSecureContext && 'Notification' in globalThis;

/** Whether the browser tells of customers while one looks elsewhere. */
export const alerts = new Store(canAlert && recall(KEY) === 'on' && Notification.permission === 'granted');

/** Resolves with false where the browser does not allow it. */
export async function wantAlerts(wanted: boolean): Promise<boolean> {
  const on = wanted && (await Notification.requestPermission()) === 'granted';
  remember(KEY, on ? 'on' : undefined);
  alerts.set(on);
  return on === wanted;
}

/** Tells of who comes into the queue, and of what is written in one's own chats; call the result to stop. */
export function followAlerts(): () => void {
  let [known, read] = [desk.get(), unread.get()];
  const stops = [
    desk.subscribe(() => {
      const before = known;
      known = desk.get();
      if (deskRead.get().state !== 'ready' || presence.get() !== 'online') return;
      for (const { session_id } of newlyQueued(before, known)) tellOf(session_id);
    }),
    unread.subscribe(() => {
      const before = read;
      read = unread.get();
      for (const session_id of newlyUnread(before, read)) tellOf(session_id);
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

/** One notification a chat, whatever number of tabs shows it. */
function tellOf(session_id: string): void {
  const handoff = handoffOf(desk.get(), session_id);
  if (!handoff || !alerts.get() || document.hasFocus()) return;
  const name = customerName(handoff.customer, words.get());
  const title = handoff.state === 'queued' ? words.get().say('alerts.waits', { name }) : name;
  try {
    const told = new Notification(title, { body: lastSaid(handoff, unread.get().get(session_id)), tag: session_id });
    told.onclick = () => {
      window.focus();
      go({ page: 'desk', session_id });
      told.close();
    };
  } catch {
    // Telephones show those of service workers alone.
  }
}
