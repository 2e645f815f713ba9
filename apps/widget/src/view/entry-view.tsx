import type { Entry } from '@parley/client';
import type { ComponentChildren } from 'preact';
import type { Outgoing } from '../chat/memory.js';
import { useWidget } from './context.js';
import { SourceIcon } from './icons.js';
import { focusLog } from './focus.js';
import { piecesOf } from './links.js';
import { beginsDay } from './moments.js';
import type { Citation } from './panel.js';

interface Props {
  readonly entry: Entry;
  readonly before: Entry | undefined;
  readonly onSource: (place: readonly Citation[], from: HTMLElement) => void;
}

/** One entry of the session, below the day that begins with it. */
export function EntryView(props: Props) {
  const { moments } = useWidget();
  const { entry, before } = props;
  return (
    <>
      {beginsDay(entry.at, before?.at) && <p class="day">{moments.day(entry.at)}</p>}
      <What {...props} />
    </>
  );
}

/** Texts are texts, whatever stands in them. */
function What({ entry, before, onSource }: Props) {
  const { say } = useWidget();
  const { kind, text, author, at, citations = [] } = entry;
  switch (kind) {
    case 'customer_message':
      return <Said who="customer" text={text} at={at} />;
    case 'bot_message':
    case 'agent_message': {
      const who = kind === 'agent_message' ? 'agent' : 'bot';
      const name = who === 'agent' ? (author.name ?? say('agent')) : say('assistant');
      const same = before?.kind === kind && before.author.id === author.id;
      return (
        <Said who={who} text={text} at={at} {...(same ? {} : { name })}>
          {citations.length > 0 && <Sources citations={citations} onSource={onSource} />}
        </Said>
      );
    }
    case 'handoff':
    case 'action':
    case 'session_end':
    case 'owner_change':
      return text === '' ? null : <p class="note">{text}</p>;
  }
}

interface SaidProps {
  readonly who: 'customer' | 'bot' | 'agent';
  readonly name?: string;
  readonly text: string;
  readonly at?: string;
  readonly faint?: boolean;
  readonly children?: ComponentChildren;
}

export function Said({ who, name, text, at, faint, children }: SaidProps) {
  const { say, moments } = useWidget();
  return (
    <div class={`said said-${who} ${faint ? 'faint' : ''}`}>
      {name !== undefined && (
        <p class="name">
          {name}
          {at !== undefined && <time dateTime={at}>{moments.time(at)}</time>}
        </p>
      )}
      {who === 'customer' && <span class="unseen">{say('you')}: </span>}
      <div class="bubble" title={at === undefined ? undefined : moments.whole(at)} dir="auto">
        {piecesOf(text).map((piece) =>
          piece.href === undefined ? (
            piece.text
          ) : (
            <a href={piece.href} target="_blank" rel="noopener noreferrer nofollow">
              {piece.text}
            </a>
          ),
        )}
      </div>
      {children}
    </div>
  );
}

/** One button a document and heading: several sentences may rest on the same place. */
function Sources({ citations, onSource }: { citations: readonly Citation[]; onSource: Props['onSource'] }) {
  const { say } = useWidget();
  const places = new Map<string, Citation[]>();
  for (const citation of citations) {
    const place = [citation.document_id, ...citation.heading].join('\n');
    places.set(place, [...(places.get(place) ?? []), citation]);
  }
  return (
    <div class="sources" role="group" aria-label={say('sources')}>
      {[...places].map(([key, place]) => (
        <button key={key} type="button" class="source" onClick={({ currentTarget }) => onSource(place, currentTarget)}>
          <SourceIcon />
          <span>{labelOf(place[0]!)}</span>
        </button>
      ))}
    </div>
  );
}

function labelOf({ title, heading }: Citation): string {
  const last = heading.at(-1);
  return last === undefined || last === title ? title : `${title} › ${last}`;
}

export function OutgoingView({ outgoing }: { outgoing: Outgoing }) {
  const { chat, say } = useWidget();
  const { client_message_id, text, state, code } = outgoing;
  const reason =
    code === 'message.too_long' ? say('failed_long') : code === 'limit.exceeded' ? say('failed_often') : say('failed');
  return (
    <Said who="customer" text={text} faint={state === 'sending'}>
      {state === 'sending' ? (
        <p class="fate">{say('sending')}</p>
      ) : (
        <p class="fate failed" role="alert">
          {reason}{' '}
          <button
            type="button"
            class="inline"
            onClick={(event) => (focusLog(event), chat.outbox.retry(client_message_id))}
          >
            {say('retry')}
          </button>{' '}
          <button
            type="button"
            class="inline"
            onClick={(event) => (focusLog(event), chat.outbox.discard(client_message_id))}
          >
            {say('discard')}
          </button>
        </p>
      )}
    </Said>
  );
}
