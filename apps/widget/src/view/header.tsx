import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat, useWidget } from './context.js';
import { focusLog } from './focus.js';
import { CloseIcon, MenuIcon, PersonIcon } from './icons.js';

/** Whom the customer talks to, and what else there is to do. */
export function Header({ hidden }: { hidden: boolean }) {
  const { chat, say, settings } = useWidget();
  const { conversation, phase } = useChat();
  const { owner, ended, entries } = conversation;
  const who = ended
    ? say('ended_is')
    : owner.kind === 'agent'
      ? say('agent_is', { name: owner.name ?? say('agent') })
      : owner.kind === 'nobody'
        ? say('waiting_is')
        : say('assistant_is');
  return (
    <div class="header" inert={hidden}>
      <div class="who">
        <h2 class="title">{settings.title ?? say('title')}</h2>
        {phase !== 'refused' && (
          <p class={`presence presence-${ended ? 'ended' : owner.kind}`}>
            <span class="dot" aria-hidden="true" />
            {who}
          </p>
        )}
      </div>
      {!ended && owner.kind === 'bot' && phase !== 'refused' && (
        <button
          type="button"
          class="tool"
          aria-label={say('person')}
          title={say('person')}
          onClick={(event) => (focusLog(event), void chat.askForPerson())}
        >
          <PersonIcon />
        </button>
      )}
      {!ended && entries.length > 0 && <Menu />}
      <button
        type="button"
        class="tool"
        aria-label={say('close')}
        title={say('close')}
        onClick={() => chat.show(false)}
      >
        <CloseIcon />
      </button>
    </div>
  );
}

function Menu() {
  const { chat, say } = useWidget();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const item = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (open) item.current?.focus();
  }, [open]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu">
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={say('menu')}
        aria-expanded={open}
        aria-haspopup="menu"
        onClick={() => setOpen(!open)}
      >
        <MenuIcon />
      </button>
      {open && (
        <div
          class="menu-list"
          role="menu"
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.stopPropagation();
            close();
          }}
          onFocusOut={({ relatedTarget, currentTarget }) => {
            if (!currentTarget.contains(relatedTarget as Node | null)) setOpen(false);
          }}
        >
          <button
            ref={item}
            type="button"
            role="menuitem"
            onClick={() => {
              close();
              void chat.end();
            }}
          >
            {say('end')}
          </button>
        </div>
      )}
    </div>
  );
}
