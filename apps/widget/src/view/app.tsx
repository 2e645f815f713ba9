import { useEffect, useRef } from 'preact/hooks';
import { useChat, useWidget } from './context.js';
import { ChatIcon, DownIcon } from './icons.js';
import { Panel } from './panel.js';

/** The button in the corner, and the panel that it opens. */
export function App() {
  const { chat, say } = useWidget();
  const { open, unread } = useChat();
  const launcher = useRef<HTMLButtonElement>(null);
  const was = useRef(open);
  useEffect(() => {
    if (was.current && !open) launcher.current?.focus();
    was.current = open;
  }, [open]);
  const label = open ? say('close') : unread > 0 ? `${say('open')}, ${say('unread', { n: unread })}` : say('open');
  return (
    <>
      {open && <Panel />}
      <button
        ref={launcher}
        type="button"
        class={`launcher ${open ? 'launcher-open' : ''}`}
        aria-label={label}
        aria-expanded={open}
        aria-haspopup="dialog"
        onClick={() => chat.show(!open)}
      >
        {open ? <DownIcon /> : <ChatIcon />}
        {!open && unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread > 9 ? '9+' : unread}
          </span>
        )}
      </button>
    </>
  );
}
