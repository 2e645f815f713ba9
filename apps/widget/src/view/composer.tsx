import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { draft } from '../chat/memory.js';
import { useChat, useWidget } from './context.js';
import { SendIcon } from './icons.js';

/** Longest message, in characters as people count them, after NFC. */
const LONGEST = 4000;
const IDLE_MS = 4000;

export function Composer({ hidden }: { hidden: boolean }) {
  const { chat, say, settings } = useWidget();
  const { conversation } = useChat();
  const [text, write] = useState(() => draft.get(settings.widget_key));
  const field = useRef<HTMLTextAreaElement>(null);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => field.current?.focus({ preventScroll: true }), []);
  useLayoutEffect(() => {
    const { current } = field;
    if (!current) return;
    current.style.height = 'auto';
    current.style.height = `${Math.min(current.scrollHeight, 120)}px`;
  }, [text]);
  const setText = (value: string) => {
    write(value);
    draft.set(settings.widget_key, value);
  };
  const over = [...text.normalize('NFC')].length - LONGEST;
  const may = text.trim() !== '' && over <= 0;
  const send = () => {
    if (!may) return;
    clearTimeout(idle.current);
    chat.typing(false);
    chat.outbox.send(text.trim());
    setText('');
    field.current?.focus();
  };
  const change = (value: string) => {
    setText(value);
    clearTimeout(idle.current);
    chat.typing(value !== '');
    idle.current = setTimeout(() => chat.typing(false), IDLE_MS);
  };
  return (
    <form
      class="composer"
      inert={hidden}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {over > 0 && (
        <p class="over" role="status">
          {say('too_long', { n: over })}
        </p>
      )}
      <textarea
        ref={field}
        class="field"
        rows={1}
        value={text}
        placeholder={say('placeholder')}
        aria-label={say('placeholder')}
        aria-invalid={over > 0}
        enterkeyhint="send"
        disabled={conversation.ended}
        onInput={({ currentTarget }) => change(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
          event.preventDefault();
          send();
        }}
      />
      <button type="submit" class="send" aria-label={say('send')} title={say('send')} aria-disabled={!may}>
        <SendIcon />
      </button>
    </form>
  );
}
