import type { Entry } from '@parley/client';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { awaitsAnswer, suggestionsOf } from '../chat/conversation.js';
import { useChat, useWidget } from './context.js';
import { EntryView, OutgoingView, Said } from './entry-view.js';
import { focusLog } from './focus.js';
import type { Citation } from './panel.js';

/** Whoever scrolled up further than this reads, and is not moved. */
const NEAR_END = 80;

interface Props {
  readonly hidden: boolean;
  readonly onSource: (place: readonly Citation[], from: HTMLElement) => void;
}

export function ConversationView({ hidden, onSource }: Props) {
  const { chat, say, settings } = useWidget();
  const { acting, connection, conversation, online, outgoing, phase } = useChat();
  const { entries, growing, owner, typing } = conversation;
  const list = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const written = useRef(outgoing.length);
  // Whoever writes looks for the answer, wherever they read before.
  if (outgoing.length > written.current) atEnd.current = true;
  written.current = outgoing.length;
  useLayoutEffect(() => {
    const { current } = list;
    if (current && atEnd.current) current.scrollTop = current.scrollHeight;
  });
  const text = growing?.parts.join('') ?? '';
  const thinking = awaitsAnswer(conversation);
  const reaches = connection !== 'waiting' && online;
  const sending = reaches && owner.kind === 'bot' && text === '' && outgoing.some(({ state }) => state === 'sending');
  const suggestions = suggestionsOf(conversation);
  return (
    <div
      ref={list}
      class="log"
      role="log"
      aria-live="off"
      aria-label={say('conversation')}
      tabIndex={0}
      inert={hidden}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
      }}
    >
      {phase === 'loading' && <Loading />}
      {phase === 'failing' && (
        <div class="blank" role="alert">
          <p class="blank-title">{say('failing')}</p>
          <button type="button" class="plain" onClick={() => void chat.reload()}>
            {say('retry')}
          </button>
        </div>
      )}
      {conversation.earlier !== undefined && (
        <button type="button" class="plain earlier" onClick={() => void chat.earlier()}>
          {say('earlier')}
        </button>
      )}
      {(phase === 'new' || phase === 'here') && conversation.earlier === undefined && (
        <div class="greeting">
          <p class="greeting-title">{settings.greeting ?? say('greeting')}</p>
          <p>{say('greeting_more')}</p>
          {phase === 'new' && outgoing.length === 0 && (
            <button type="button" class="suggestion" onClick={(event) => (focusLog(event), void chat.askForPerson())}>
              {say('person')}
            </button>
          )}
        </div>
      )}
      {entries.map((entry, index) => (
        <EntryView key={entry.seq} entry={entry} before={entries[index - 1]} onSource={onSource} />
      ))}
      {text !== '' && <Said who="bot" name={say('assistant')} text={text} />}
      {outgoing.map((each) => (
        <OutgoingView key={each.client_message_id} outgoing={each} />
      ))}
      {(thinking || sending) && <Dots label={say('thinking')} />}
      {acting && <Dots label={say('sending')} late />}
      {typing && owner.kind === 'agent' && <Dots label={say('typing', { name: typing.name ?? say('agent') })} shown />}
      {suggestions.length > 0 && outgoing.length === 0 && !thinking && (
        <div class="suggestions">
          {suggestions.map(({ label, value }) => (
            <button
              type="button"
              class="suggestion"
              key={value}
              onClick={(event) => {
                focusLog(event);
                if (value === 'person') void chat.askForPerson();
                else chat.outbox.send(value === 'bot' ? label : value);
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
      <Announcer entries={entries} />
    </div>
  );
}

interface DotsProps {
  readonly label: string;
  /** Also to those who see. */
  readonly shown?: boolean;
  /** Only once it takes longer than one would notice. */
  readonly late?: boolean;
}

function Dots({ label, shown = false, late = false }: DotsProps) {
  return (
    <div class={`dots-row ${late ? 'late' : ''}`}>
      <span class="dots" role="img" aria-label={label}>
        <i />
        <i />
        <i />
      </span>
      {shown && <span class="dots-label">{label}</span>}
    </div>
  );
}

function Loading() {
  return (
    <div class="loading" aria-hidden="true">
      <span />
      <span />
      <span />
    </div>
  );
}

/** Whole messages are read out as they come; an answer that grows would be read out in pieces. */
function Announcer({ entries }: { entries: readonly Entry[] }) {
  const { say } = useWidget();
  const told = useRef(entries.at(-1)?.seq ?? 0);
  const [text, setText] = useState('');
  const last = entries.at(-1);
  useEffect(() => {
    if (!last || last.seq <= told.current) return;
    told.current = last.seq;
    if (last.author.kind === 'customer' || last.text === '') return;
    setText(`${last.author.name ?? say(last.author.kind === 'agent' ? 'agent' : 'assistant')}: ${last.text}`);
  }, [last]);
  return (
    <div class="unseen" role="status">
      {text}
    </div>
  );
}
