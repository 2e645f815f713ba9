import { ArrowDown, Lock } from 'lucide-react';
import { Fragment, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useNow } from '../clock.js';
import type { Entry, Note, User } from '../fleet/shapes.js';
import { useWords } from '../texts/texts.js';
import { isEnded, isSpoken, linesOf, type Conversation, type Line } from './conversation.js';

interface MessagesProps {
  readonly me: User;
  readonly conversation: Conversation;
  readonly notes: readonly Note[];
  /** The seq of the answer whose reasons are shown. */
  readonly chosen: number | undefined;
  readonly onChoose: (entry: Entry) => void;
  readonly readEarlier: () => Promise<void>;
}

/** So near to the end, in pixels, one is at the end: what comes is followed. */
const NEAR_END = 80;

/** What was said, oldest first; follows the end unless somebody reads further up. */
export function Messages({ me, conversation, notes, chosen, onChoose, readEarlier }: MessagesProps) {
  const { say } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const { entries, growing, earlier } = conversation;
  const first = entries[0]?.seq;
  useFollowed(box, atEnd, [entries.length, growing?.text, notes.length, conversation.typing]);
  useKeptInPlace(box, first);
  const toEnd = (): void => box.current?.scrollTo({ top: box.current.scrollHeight, behavior: 'smooth' });
  const placed = notesAmong(entries, notes);
  return (
    <div className="messages-frame">
      <div
        ref={box}
        className="messages"
        role="log"
        aria-label={say('chat.messages')}
        tabIndex={0}
        onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) =>
          setAtEnd(scrollHeight - scrollTop - clientHeight < NEAR_END)
        }
      >
        {earlier !== undefined && <Earlier read={readEarlier} />}
        {entries.length === 0 && placed.length === 0 && <p className="quiet centre">{say('chat.empty')}</p>}
        {linesOf(entries).map((line) => (
          <Fragment key={line.entry.seq}>
            <Message line={line} me={me} chosen={chosen === line.entry.seq} onChoose={onChoose} />
            {placed
              .filter(({ after }) => after === line.entry.seq)
              .map(({ note }) => (
                <NoteLine key={note.id} note={note} />
              ))}
          </Fragment>
        ))}
        {growing && (
          <div className="message bot">
            <div className="bubble" aria-busy="true">
              {growing.text}
            </div>
          </div>
        )}
        <Typing conversation={conversation} />
      </div>
      {!atEnd && (
        <button type="button" className="to-end" onClick={toEnd}>
          <ArrowDown size={16} aria-hidden="true" /> {say('chat.to_end')}
        </button>
      )}
    </div>
  );
}

/** Each note after the entry that was the last when it was written. */
const notesAmong = (entries: readonly Entry[], notes: readonly Note[]): { after: number | undefined; note: Note }[] =>
  notes.map((note) => ({ note, after: (entries.findLast(({ at }) => at <= note.at) ?? entries[0])?.seq }));

function useFollowed(box: { readonly current: HTMLDivElement | null }, atEnd: boolean, what: readonly unknown[]): void {
  useLayoutEffect(() => {
    if (atEnd && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, what);
  useEffect(() => {
    const follow = (): void => {
      if (atEnd && box.current) box.current.scrollTop = box.current.scrollHeight;
    };
    const observer = new ResizeObserver(follow);
    if (box.current) observer.observe(box.current);
    return () => observer.disconnect();
  }, [atEnd, box]);
}

/** When earlier messages come in above, what is read stays where it is. */
function useKeptInPlace(box: { readonly current: HTMLDivElement | null }, first: number | undefined): void {
  const height = useRef(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    if (height.current > 0 && element.scrollTop < NEAR_END) element.scrollTop += element.scrollHeight - height.current;
  }, [first, box]);
  useLayoutEffect(() => {
    height.current = box.current?.scrollHeight ?? 0;
  });
}

function Earlier({ read }: { read: () => Promise<void> }) {
  const { say } = useWords();
  const [busy, setBusy] = useState(false);
  const ask = (): void => {
    setBusy(true);
    void read()
      .catch(() => undefined)
      .finally(() => setBusy(false));
  };
  return (
    <button type="button" className="button small centre" disabled={busy} onClick={ask}>
      {say('chat.earlier')}
    </button>
  );
}

function Message({
  line: { entry, newDay, goesOn },
  me,
  chosen,
  onChoose,
}: {
  line: Line;
  me: User;
  chosen: boolean;
  onChoose: (entry: Entry) => void;
}) {
  const words = useWords();
  const { say } = words;
  const day = newDay && (
    <p className="day">
      <span>{words.day(entry.at)}</span>
    </p>
  );
  if (!isSpoken(entry)) {
    return (
      <>
        {day}
        <p className="event" title={entry.text}>
          <span>{eventText(entry, words)}</span> <time dateTime={entry.at}>{words.time(entry.at)}</time>
        </p>
      </>
    );
  }
  const { author, kind } = entry;
  const name =
    author.kind === 'agent' && author.id === me.id ? say('chat.you') : (author.name ?? say(`author.${author.kind}`));
  return (
    <>
      {day}
      <article className={`message ${author.kind} ${goesOn ? 'goes-on' : ''}`}>
        <header className={goesOn ? 'unseen' : ''}>
          <strong>{name}</strong>{' '}
          <time dateTime={entry.at} title={words.moment(entry.at)}>
            {words.time(entry.at)}
          </time>
        </header>
        <div className="bubble" lang={entry.language} dir="auto">
          {entry.text}
        </div>
        {kind === 'bot_message' && (
          <button
            type="button"
            className={`why ${chosen ? 'chosen' : ''}`}
            aria-pressed={chosen}
            onClick={() => onChoose(entry)}
          >
            {entry.method && <span>{say(`method.${entry.method}`)}</span>}
            {(entry.citations?.length ?? 0) > 0 && (
              <span>{words.count('chat.citations', entry.citations!.length)}</span>
            )}
            <span className="why-link">{say('chat.why')}</span>
          </button>
        )}
      </article>
    </>
  );
}

function eventText(entry: Entry, { say }: { say: ReturnType<typeof useWords>['say'] }): string {
  const name = entry.handoff?.agent_name ?? entry.owner?.name ?? say('owner.agent');
  if (entry.kind === 'session_end') {
    return entry.rating === undefined ? say('event.ended') : say('event.ended_rated', { rating: entry.rating });
  }
  if (entry.kind === 'action') return entry.text;
  switch (entry.handoff?.state) {
    case 'queued':
      return say('event.queued');
    case 'accepted':
      return say('event.accepted', { name });
    case 'returned':
      return say('event.returned', { name });
    case 'cancelled':
      return say('event.cancelled');
    case 'resolved':
      return say('event.ended');
    default:
      return entry.owner?.kind === 'agent'
        ? say('event.accepted', { name })
        : say(`event.owner_${entry.owner?.kind ?? 'bot'}`);
  }
}

function NoteLine({ note }: { note: Note }) {
  const words = useWords();
  return (
    <article className="message note">
      <header>
        <Lock size={12} aria-hidden="true" /> <strong>{note.author.name}</strong> · {words.say('note.label')}{' '}
        <time dateTime={note.at}>{words.time(note.at)}</time>
      </header>
      <div className="bubble" dir="auto">
        {note.text}
      </div>
    </article>
  );
}

function Typing({ conversation }: { conversation: Conversation }) {
  const { say } = useWords();
  const { typing } = conversation;
  const now = useNow(1000);
  if (!typing || typing.who === 'agent' || typing.until < now || isEnded(conversation)) return null;
  return (
    <p className="typing">
      <span className="dots" aria-hidden="true">
        <i />
        <i />
        <i />
      </span>
      {say('chat.typing', { name: typing.name ?? say('author.customer') })}
    </p>
  );
}
