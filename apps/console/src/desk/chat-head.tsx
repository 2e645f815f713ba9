import { ArrowLeft, ArrowLeftRight, Bot, CircleCheck, Hand, PanelRight, UserRoundCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { useNow } from '../clock.js';
import type { Handoff } from '../fleet/shapes.js';
import { go } from '../shell/place.js';
import { useWords, type TextName } from '../texts/texts.js';
import { isEnded, ownerOf, type Conversation } from './conversation.js';
import { customerName } from './customer-name.js';
import { waitedSeconds } from './handoffs.js';

interface ChatHeadProps {
  readonly conversation: Conversation;
  readonly handoff: Handoff | undefined;
  readonly mine: boolean;
  readonly busy: boolean;
  readonly detailsShown: boolean;
  readonly on: Readonly<Record<'accept' | 'takeOver' | 'giveBack' | 'transfer' | 'resolve' | 'details', () => void>>;
}

/** Whose chat it is, how it stands, and what can be done with it now. */
export function ChatHead({ conversation, handoff, mine, busy, detailsShown, on }: ChatHeadProps) {
  const words = useWords();
  const { say } = words;
  const { session } = conversation;
  const ended = isEnded(conversation);
  const queued = handoff?.state === 'queued' && !ended;
  return (
    <header className="chat-head">
      <button
        type="button"
        className="icon-button only-narrow"
        aria-label={say('chat.back')}
        onClick={() => go({ page: 'desk' })}
      >
        <ArrowLeft size={20} aria-hidden="true" />
      </button>
      <div className="chat-who">
        <h2>{customerName(handoff?.customer ?? { id: session.user_id }, words)}</h2>
        <Standing conversation={conversation} handoff={handoff} />
      </div>
      <div className="chat-steps" role="toolbar" aria-label={say('chat.steps')}>
        {queued && (
          <StepButton
            text="accept"
            hint="a"
            icon={<UserRoundCheck size={16} aria-hidden="true" />}
            primary
            busy={busy}
            onClick={on.accept}
          />
        )}
        {mine && (
          <>
            <StepButton
              text="transfer"
              hint="t"
              icon={<ArrowLeftRight size={16} aria-hidden="true" />}
              busy={busy}
              onClick={on.transfer}
            />
            <StepButton
              text="give_back"
              hint="b"
              icon={<Bot size={16} aria-hidden="true" />}
              busy={busy}
              onClick={on.giveBack}
            />
            <StepButton
              text="resolve"
              hint="e"
              icon={<CircleCheck size={16} aria-hidden="true" />}
              primary
              busy={busy}
              onClick={on.resolve}
            />
          </>
        )}
        {!mine && !queued && !ended && (
          <StepButton
            text="take_over"
            hint="o"
            icon={<Hand size={16} aria-hidden="true" />}
            busy={busy}
            onClick={on.takeOver}
          />
        )}
        <button
          type="button"
          className="icon-button details-toggle"
          aria-label={say('details.title')}
          aria-expanded={detailsShown}
          onClick={on.details}
        >
          <PanelRight size={18} aria-hidden="true" />
        </button>
      </div>
    </header>
  );
}

interface StepButtonProps {
  readonly text: TextName;
  readonly hint: string;
  readonly icon: ReactNode;
  readonly primary?: boolean;
  readonly busy: boolean;
  readonly onClick: () => void;
}

function StepButton({ text, hint, icon, primary = false, busy, onClick }: StepButtonProps) {
  const { say } = useWords();
  return (
    <button
      type="button"
      className={`button small ${primary ? 'primary' : ''}`}
      disabled={busy}
      onClick={onClick}
      title={`${say(text)} (${hint})`}
      aria-keyshortcuts={hint}
    >
      {icon}
      <span>{say(text)}</span>
    </button>
  );
}

function Standing({ conversation, handoff }: { conversation: Conversation; handoff: Handoff | undefined }) {
  const { say, duration } = useWords();
  const now = useNow(1000);
  const owner = ownerOf(conversation);
  if (isEnded(conversation)) return <p className="standing">{say('standing.ended')}</p>;
  if (handoff?.state === 'queued') {
    return <p className="standing waits">{say('standing.queued', { time: duration(waitedSeconds(handoff, now)) })}</p>;
  }
  if (owner.kind === 'agent')
    return <p className="standing">{say('standing.agent', { name: owner.name ?? say('owner.agent') })}</p>;
  return <p className="standing">{say(owner.kind === 'bot' ? 'standing.bot' : 'standing.nobody')}</p>;
}
