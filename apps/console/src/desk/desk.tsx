import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import type { User } from '../fleet/shapes.js';
import { useShortcuts } from '../shell/shortcuts.js';
import { Empty } from '../shell/states.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { Chat } from './chat.js';
import { desk } from './desk-live.js';
import './desk.css';
import { queueOf } from './handoffs.js';
import { Lists, lists, type ListName } from './lists.js';
import { useSteps } from './steps.js';

/** The agents' desk: who waits, what one has in hand, and the chat that is open. */
export function Desk({ me, session_id }: { me: User; session_id: string | undefined }) {
  const { say } = useWords();
  const known = useStore(desk);
  const [list, setList] = useState<ListName>('queue');
  const steps = useSteps(me);
  const accept = (): void => {
    const queue = queueOf(known);
    const wanted = queue.find((handoff) => handoff.session_id === session_id) ?? queue[0];
    if (wanted) void steps.accept(wanted).then((taken) => taken && setList('mine'));
  };
  useShortcuts({
    j: () => goAlong(1),
    k: () => goAlong(-1),
    1: () => setList(lists[0]),
    2: () => setList(lists[1]),
    3: () => setList(lists[2]),
    a: accept,
  });
  return (
    <div className={`desk ${session_id ? 'with-chat' : ''}`}>
      <h1 className="unseen">{say('page.desk')}</h1>
      <Lists me={me} list={list} onList={setList} open={session_id} steps={steps} />
      {session_id ? (
        <Chat key={session_id} me={me} session_id={session_id} steps={steps} onTaken={() => setList('mine')} />
      ) : (
        <div className="no-chat">
          <Empty icon={<MessagesSquare size={28} aria-hidden="true" />} title={say('desk.nothing_open')}>
            <p>{say('desk.nothing_open_hint')}</p>
          </Empty>
        </div>
      )}
    </div>
  );
}

/** Opens the next or the previous of the list that is shown, whichever it is. */
function goAlong(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLAnchorElement>('#list .item > a')];
  const at = links.findIndex((link) => link.ariaCurrent !== null);
  const next = links[at < 0 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
  next?.click();
  next?.scrollIntoView({ block: 'nearest' });
}
