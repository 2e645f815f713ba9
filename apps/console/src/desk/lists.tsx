import { Inbox } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { useNow } from '../clock.js';
import type { User } from '../fleet/shapes.js';
import { Empty, Failed, Outline } from '../shell/states.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { AllSessions } from './all-sessions.js';
import { desk, deskRead, readDesk } from './desk-live.js';
import { handsOf, queueOf } from './handoffs.js';
import { HandoffItem } from './handoff-item.js';
import type { Steps } from './steps.js';
import { unread } from './unread.js';
import { unreadCount } from './unread-count.js';

export const lists = ['queue', 'mine', 'all'] as const;
export type ListName = (typeof lists)[number];

interface ListsProps {
  readonly me: User;
  readonly list: ListName;
  readonly onList: (list: ListName) => void;
  /** The session whose chat is open. */
  readonly open: string | undefined;
  readonly steps: Steps;
}

/** The three lists of the desk, one of them shown. */
export function Lists({ me, list, onList, open, steps }: ListsProps) {
  const { say, number } = useWords();
  const known = useStore(desk);
  const isRead = useStore(deskRead).state === 'ready';
  const news = unreadCount(useStore(unread));
  const tabs = useRef<HTMLDivElement>(null);
  const counts: Record<ListName, number | undefined> = {
    queue: isRead ? queueOf(known).length : undefined,
    mine: isRead ? handsOf(known, me.id).length : undefined,
    all: undefined,
  };
  const turn = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    const next = lists[(lists.indexOf(list) + by + lists.length) % lists.length]!;
    onList(next);
    tabs.current?.querySelector<HTMLElement>(`[data-list=${next}]`)?.focus();
  };
  return (
    <section className="lists" aria-label={say('lists.label')}>
      <div className="tabs" role="tablist" aria-label={say('lists.label')} ref={tabs} onKeyDown={turn}>
        {lists.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            data-list={each}
            aria-selected={list === each}
            aria-controls="list"
            tabIndex={list === each ? 0 : -1}
            onClick={() => onList(each)}
          >
            {say(`lists.${each}`)}
            {each === 'mine' && news > 0 && <span className="fresh" aria-label={say('mine.unread')} />}
            {counts[each] !== undefined && (
              <span className={`count ${counts[each] ? '' : 'none'}`}>{number(counts[each])}</span>
            )}
          </button>
        ))}
      </div>
      <div id="list" role="tabpanel" aria-labelledby={`tab-${list}`} className="list-panel">
        {list === 'all' ? <AllSessions open={open} /> : <Handoffs me={me} list={list} open={open} steps={steps} />}
      </div>
      <QueueVoice waiting={counts.queue ?? 0} />
    </section>
  );
}

function Handoffs({ me, list, open, steps }: Omit<ListsProps, 'onList'>) {
  const { say } = useWords();
  const known = useStore(desk);
  const reading = useStore(deskRead);
  const now = useNow(1000);
  if (reading.state === 'loading') return <Outline lines={4} />;
  if (reading.state === 'failed') return <Failed error={reading.error} again={() => void readDesk()} />;
  const handoffs = list === 'queue' ? queueOf(known) : handsOf(known, me.id);
  if (handoffs.length === 0) {
    return (
      <Empty icon={<Inbox size={24} aria-hidden="true" />} title={say(list === 'queue' ? 'queue.empty' : 'mine.empty')}>
        <p>{say(list === 'queue' ? 'queue.empty_hint' : 'mine.empty_hint')}</p>
      </Empty>
    );
  }
  return (
    <ul className="list">
      {handoffs.map((handoff) => (
        <HandoffItem key={handoff.id} handoff={handoff} now={now} open={handoff.session_id === open} steps={steps} />
      ))}
    </ul>
  );
}

/** Says to screen readers, and to nobody else, that somebody came into the queue. */
function QueueVoice({ waiting }: { waiting: number }) {
  const { count } = useWords();
  const before = useRef(waiting);
  const grown = waiting > before.current;
  useEffect(() => {
    before.current = waiting;
  }, [waiting]);
  return (
    <p className="unseen" role="status">
      {grown ? count('queue.voice', waiting) : ''}
    </p>
  );
}
