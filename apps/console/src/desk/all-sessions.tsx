import { useCallback, useState } from 'react';
import { client } from '../fleet/client.js';
import { useLoadEvery } from '../fleet/load.js';
import type { Session } from '../fleet/shapes.js';
import { linkTo } from '../shell/place.js';
import { Empty, Shown } from '../shell/states.js';
import { useWords } from '../texts/texts.js';
import { customerName } from './customer-name.js';

const PAGE = 40;
/** New sessions are not pushed: the list is read again every so often while it is looked at. */
const AGAIN_MS = 10_000;

/** Every session of the company, newest first: to look over the bot's shoulder, and to take over. */
export function AllSessions({ open }: { open: string | undefined }) {
  const { say } = useWords();
  const [limit, setLimit] = useState(PAGE);
  const loaded = useLoadEvery(
    AGAIN_MS,
    useCallback((signal) => client.get('/api/v1/chat/sessions', { query: { limit }, signal }), [limit]),
  );
  return (
    <Shown of={loaded}>
      {({ items, cursor }) =>
        items.length === 0 ? (
          <Empty title={say('all.empty')}>
            <p>{say('all.empty_hint')}</p>
          </Empty>
        ) : (
          <>
            <ul className="list">
              {items.map((session) => (
                <SessionItem key={session.id} session={session} open={session.id === open} />
              ))}
            </ul>
            {cursor && limit < 100 && (
              <button type="button" className="button wide more" onClick={() => setLimit(100)}>
                {say('more')}
              </button>
            )}
          </>
        )
      }
    </Shown>
  );
}

function SessionItem({ session, open }: { session: Session; open: boolean }) {
  const words = useWords();
  const { title, created_at, user_id, seq } = session;
  return (
    <li className={`item ${open ? 'open' : ''}`}>
      <a {...linkTo({ page: 'desk', session_id: session.id })} aria-current={open || undefined}>
        <span className="item-head">
          <strong>{title ?? customerName({ id: user_id }, words)}</strong>
          <time className="since" dateTime={created_at}>
            {words.day(created_at)} {words.time(created_at)}
          </time>
        </span>
        <span className="item-foot">
          <Standing session={session} />
          <span className="chip plain">{words.count('all.entries', seq)}</span>
        </span>
      </a>
    </li>
  );
}

/** Who has it; one that is over is nobody's, and waits for nobody. */
function Standing({ session: { owner, ended } }: { session: Session }) {
  const { say } = useWords();
  if (ended) return <span className="chip">{say('standing.ended')}</span>;
  const who = owner.kind === 'agent' ? (owner.name ?? say('owner.agent')) : say(`owner.${owner.kind}`);
  return <span className={`chip owner-${owner.kind}`}>{who}</span>;
}
