import type { Handoff } from '../fleet/shapes.js';
import { linkTo } from '../shell/place.js';
import { useWords } from '../texts/texts.js';
import { customerName } from './customer-name.js';
import { waitedSeconds } from './handoffs.js';
import { lastSaid } from './news.js';
import { unread } from './unread.js';
import { useStore } from '../store.js';
import type { Steps } from './steps.js';

/** So long a wait is shown as one that is too long, in seconds. */
const LONG_S = 120;

export function HandoffItem({
  handoff,
  now,
  open,
  steps,
}: {
  handoff: Handoff;
  now: number;
  open: boolean;
  steps: Steps;
}) {
  const words = useWords();
  const { say, duration } = words;
  const { session_id, customer, packet, reason, priority, language, state } = handoff;
  const waited = waitedSeconds(handoff, now);
  const news = useStore(unread).get(session_id);
  const said = lastSaid(handoff, news);
  return (
    <li className={`item ${state} ${open ? 'open' : ''}`}>
      <a {...linkTo({ page: 'desk', session_id })} aria-current={open || undefined}>
        <span className="item-head">
          <strong>{customerName(customer, words)}</strong>
          {news && news.count > 0 && (
            <span className="count">
              {words.number(news.count)} <span className="unseen">{say('mine.unread')}</span>
            </span>
          )}
          {state === 'queued' ? (
            <span className={`since ${waited > LONG_S ? 'long' : ''}`}>
              <span className="unseen">{say('queue.waits')} </span>
              {duration(waited)}
            </span>
          ) : (
            <time className="since" dateTime={handoff.accepted_at}>
              {words.time(handoff.accepted_at ?? handoff.queued_at)}
            </time>
          )}
        </span>
        {said && (
          <span className="item-text" lang={packet.language} dir="auto">
            {said}
          </span>
        )}
        <span className="item-foot">
          {(priority === 'high' || priority === 'urgent') && (
            <span className={`chip ${priority}`}>{say(`priority.${priority}`)}</span>
          )}
          <span className="chip">{say(`reason.${reason}`)}</span>
          <span className="chip plain">{language.toUpperCase()}</span>
        </span>
      </a>
      {/* The second click of a double click would be on the next customer, who has moved up. */}
      {state === 'queued' && (
        <button
          type="button"
          className="button primary small"
          disabled={steps.busy !== undefined}
          onClick={({ detail }) => detail < 2 && void steps.accept(handoff)}
        >
          {say('accept')}
          <span className="unseen">: {customerName(customer, words)}</span>
        </button>
      )}
    </li>
  );
}
