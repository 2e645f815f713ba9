import type { components } from '@parley/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Composer } from './composer.js';
import { useChat, useWidget } from './context.js';
import { ConversationView } from './conversation-view.js';
import { Header } from './header.js';
import { keepFocusIn } from './focus.js';
import { AlertIcon } from './icons.js';
import { Rating } from './rating.js';
import { SourceView } from './source-view.js';

export type Citation = components['schemas']['Citation'];

/** A lost connection is told after so many milliseconds: most are back before. */
const PATIENCE_MS = 2000;

export function Panel() {
  const { chat, say } = useWidget();
  const { phase, conversation } = useChat();
  const [source, show] = useState<{ place: readonly Citation[]; from: HTMLElement } | undefined>();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => keepFocusIn(panel.current!), []);
  useFittedHeight(panel);
  const back = () => {
    show(undefined);
    source?.from.focus();
  };
  const escape = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || event.isComposing) return;
    event.stopPropagation();
    if (source) back();
    else chat.show(false);
  };
  const began = phase !== 'new' || conversation.entries.length > 0;
  return (
    <div ref={panel} class="panel" role="dialog" aria-modal="false" aria-label={say('conversation')} onKeyDown={escape}>
      <Header hidden={source !== undefined} />
      <Trouble />
      {phase === 'refused' ? (
        <Refused />
      ) : (
        <>
          <ConversationView hidden={source !== undefined} onSource={(place, from) => show({ place, from })} />
          {source && <SourceView place={source.place} onBack={back} />}
          {conversation.ended && began ? (
            <Rating hidden={source !== undefined} />
          ) : (
            <Composer hidden={source !== undefined} />
          )}
        </>
      )}
    </div>
  );
}

function Refused() {
  const { say } = useWidget();
  return (
    <div class="blank" role="alert">
      <AlertIcon />
      <p class="blank-title">{say('refused')}</p>
      <p>{say('refused_more')}</p>
    </div>
  );
}

/** What is wrong with the connection, for as long as it is. */
function Trouble() {
  const { say } = useWidget();
  const { connection, online, phase, outgoing, vain } = useChat();
  const [late, setLate] = useState(false);
  const away = phase === 'here' && connection !== 'live';
  useEffect(() => {
    setLate(false);
    const timer = away ? setTimeout(() => setLate(true), PATIENCE_MS) : undefined;
    return () => clearTimeout(timer);
  }, [away]);
  const told = (away && late) || (!online && outgoing.length > 0);
  return (
    <div role="status" class={told || vain ? 'trouble' : 'quiet'}>
      {told ? say('offline') : vain && say('vain')}
    </div>
  );
}

/** On a telephone the keyboard takes half of the page: the panel takes the other half. */
function useFittedHeight(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const { visualViewport } = window;
    if (!visualViewport) return;
    const fit = () => panel.current?.style.setProperty('--visible', `${visualViewport.height}px`);
    fit();
    visualViewport.addEventListener('resize', fit);
    return () => visualViewport.removeEventListener('resize', fit);
  }, []);
}
