import { ParleyError, newKey } from '@parley/client';
import { Send } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { client } from '../fleet/client.js';
import { failureText } from '../fleet/failure.js';
import type { Entry, Handoff, Note } from '../fleet/shapes.js';
import { useWords } from '../texts/texts.js';
import { useDraft } from './draft.js';
import { useTypingTold } from './typing-told.js';

type Mode = 'reply' | 'note';

interface ComposerProps {
  readonly session_id: string;
  readonly handoff: Handoff | undefined;
  /** The handoff is in one's own hands: one may reply. */
  readonly mine: boolean;
  readonly ended: boolean;
  /** Of the last entry that is shown. */
  readonly lastSeq: number;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
  readonly learn: (entries: readonly Entry[]) => void;
  readonly onNote: (note: Note) => void;
}

type State =
  | { readonly kind: 'writing' }
  | { readonly kind: 'sending' }
  /** Nothing was sent: the other side wrote meanwhile. */
  | { readonly kind: 'unseen'; readonly count: number }
  | { readonly kind: 'failed'; readonly error: unknown };

const LONGEST = 4000;
/** There are no keys to tell of. */
const byTouch = matchMedia('(hover: none)').matches;

/** Where an agent writes: to the customer, or a note among colleagues. The draft survives a reload. */
export function Composer(props: ComposerProps) {
  const { say } = useWords();
  const { handoff, ended } = props;
  if (handoff) return <OpenComposer {...props} handoff={handoff} />;
  return <p className="composer-closed">{say(ended ? 'composer.ended' : 'composer.with_bot')}</p>;
}

function OpenComposer({
  session_id,
  handoff,
  mine,
  ended,
  lastSeq,
  mode: wished,
  onMode,
  learn,
  onNote,
}: ComposerProps & { handoff: Handoff }) {
  const words = useWords();
  const { say } = words;
  const mode: Mode = mine ? wished : 'note';
  const [text, setText] = useDraft(`${handoff.id}.${mode}`);
  const [state, setState] = useState<State>({ kind: 'writing' });
  const field = useRef<HTMLTextAreaElement>(null);
  /** Of this text: the same again is the same message, sent once. */
  const key = useRef<{ text: string; id: string }>(undefined);
  const typed = useTypingTold(session_id, mine && mode === 'reply');
  const left = LONGEST - Array.from(text.normalize('NFC')).length;
  const empty = text.trim() === '';

  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${element.scrollHeight + 2}px`;
  }, [text, mode]);

  const send = async (): Promise<void> => {
    if (empty || left < 0 || state.kind === 'sending') return;
    if (key.current?.text !== text) key.current = { text, id: newKey() };
    setState({ kind: 'sending' });
    typed.stopped();
    const path = { handoff_id: handoff.id };
    try {
      if (mode === 'note') {
        onNote(
          await client.post('/api/v1/handoffs/{handoff_id}/notes', {
            path,
            body: { text },
            idempotency_key: key.current.id,
          }),
        );
      } else {
        const body = { text, last_seen_seq: lastSeq, client_message_id: key.current.id };
        learn([await client.post('/api/v1/handoffs/{handoff_id}/messages', { path, body })]);
      }
      setText('');
      setState({ kind: 'writing' });
    } catch (error) {
      const unseen = unseenIn(error);
      if (unseen) learn(unseen);
      setState(unseen ? { kind: 'unseen', count: unseen.length } : { kind: 'failed', error });
    }
    field.current?.focus();
  };

  const press = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') field.current?.blur();
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void send();
  };

  return (
    <form
      className={`composer ${mode}`}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div role="alert">
        {state.kind === 'unseen' && (
          <p className="notice">
            <strong>{words.count('unseen.title', state.count)}</strong> {say('unseen.hint')}
          </p>
        )}
        {state.kind === 'failed' && (
          <p className="notice bad">
            {failureText(state.error, words)} {say('composer.kept')}
          </p>
        )}
      </div>
      <div className="composer-modes" role="group" aria-label={say('composer.mode')}>
        {mine && (
          <button type="button" aria-pressed={mode === 'reply'} onClick={() => onMode('reply')}>
            {say('composer.reply')}
          </button>
        )}
        <button type="button" aria-pressed={mode === 'note'} onClick={() => onMode('note')}>
          {say('composer.note')}
        </button>
      </div>
      <div className="composer-field">
        <textarea
          id="composer"
          ref={field}
          rows={2}
          value={text}
          aria-label={say(mode === 'reply' ? 'composer.reply_label' : 'composer.note_label')}
          placeholder={say(
            mode === 'reply'
              ? byTouch
                ? 'composer.reply_touch'
                : 'composer.reply_hint'
              : mine || ended
                ? 'composer.note_hint'
                : 'composer.note_only_hint',
          )}
          readOnly={state.kind === 'sending'}
          onChange={({ target }) => {
            setText(target.value);
            if (state.kind === 'failed') setState({ kind: 'writing' });
            typed.typed(target.value);
          }}
          onBlur={typed.stopped}
          onKeyDown={press}
        />
        <button
          className="button primary send"
          disabled={empty || left < 0 || state.kind === 'sending'}
          aria-label={say(mode === 'reply' ? 'composer.send' : 'composer.add_note')}
        >
          <Send size={16} aria-hidden="true" />
        </button>
      </div>
      {left < 300 && (
        <p className={`left ${left < 0 ? 'bad' : ''}`}>
          {left < 0 ? words.count('composer.over', -left) : words.count('composer.left', left)}
        </p>
      )}
    </form>
  );
}

const unseenIn = (error: unknown): readonly Entry[] | undefined =>
  error instanceof ParleyError && error.code === 'session.unseen' && Array.isArray(error.details['entries'])
    ? (error.details['entries'] as Entry[])
    : undefined;
