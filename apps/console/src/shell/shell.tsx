import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { Desk } from '../desk/desk.js';
import { desk, forgetDesk, queueLength } from '../desk/desk-live.js';
import { useDesk } from '../desk/use-desk.js';
import { unread } from '../desk/unread.js';
import { unreadCount } from '../desk/unread-count.js';
import { goLive } from '../fleet/live.js';
import type { User } from '../fleet/shapes.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { ConnectionLine } from './connection-line.js';
import { mayCount, mayManagePeople } from './may.js';
import { go, place } from './place.js';
import { Rail } from './rail.js';
import './shell.css';
import { ShortcutsDialog } from './shortcuts-dialog.js';
import { useShortcuts } from './shortcuts.js';
import { Empty, Outline } from './states.js';
import { ToldLines } from './told-lines.js';

const Knowledge = lazy(() => import('../knowledge/knowledge.js'));
const Counts = lazy(() => import('../counts/counts.js'));
const People = lazy(() => import('../people/people.js'));

/** Everything that somebody who is signed in sees. */
export function Shell({ user }: { user: User }) {
  const { say, number } = useWords();
  const [help, setHelp] = useState(false);
  const here = useStore(place);
  const live = useLive();
  useDesk(user, here.page === 'desk' ? here.session_id : undefined);
  useShortcuts({
    '?': useCallback(() => setHelp(true), []),
    d: () => go({ page: 'desk' }),
    w: () => go({ page: 'knowledge' }),
    c: () => mayCount(user) && go({ page: 'counts' }),
  });
  const waiting = queueLength(useStore(desk)) + unreadCount(useStore(unread));
  const news = waiting > 0 ? `(${number(waiting)}) ` : '';
  if (!live) return null;
  return (
    <div className="shell">
      <title>{`${news}${say(`page.${here.page}`)} · Parley`}</title>
      <a className="skip" href="#page">
        {say('skip')}
      </a>
      <Rail user={user} here={here.page} onHelp={() => setHelp(true)} />
      <main id="page" className="page" tabIndex={-1}>
        <ConnectionLine />
        <Suspense fallback={<Outline lines={6} />}>
          {here.page === 'desk' && <Desk me={user} session_id={here.session_id} />}
          {here.page === 'knowledge' && <Knowledge user={user} />}
          {here.page === 'counts' && (mayCount(user) ? <Counts /> : <NotYours />)}
          {here.page === 'people' && (mayManagePeople(user) ? <People /> : <NotYours />)}
        </Suspense>
      </main>
      <ToldLines />
      {help && <ShortcutsDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

/** A page that somebody was sent to, or had before the role changed. */
function NotYours() {
  const { say } = useWords();
  return <Empty title={say('error.auth.forbidden')} />;
}

/** The live connection of this tab; pages are shown once it is there to be listened to. */
function useLive(): boolean {
  const [live, setLive] = useState(false);
  useEffect(() => {
    const close = goLive();
    setLive(true);
    return () => {
      close();
      forgetDesk();
      unread.set(new Map());
    };
  }, []);
  return live;
}
