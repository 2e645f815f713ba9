import { useEffect, useState } from 'react';
import type { Entry, User } from '../fleet/shapes.js';
import { go } from '../shell/place.js';
import { useShortcuts } from '../shell/shortcuts.js';
import { Failed, Outline } from '../shell/states.js';
import { useStore } from '../store.js';
import { ChatHead } from './chat-head.js';
import { Composer } from './composer.js';
import { handoffIn, isEnded, lastSeq, ownerOf, type Conversation } from './conversation.js';
import { desk, learn as learnHandoff } from './desk-live.js';
import { Details } from './details.js';
import { client } from '../fleet/client.js';
import { handoffOf } from './handoffs.js';
import { Messages } from './messages.js';
import { ResolveDialog, TransferDialog } from './step-dialogs.js';
import type { Steps } from './steps.js';
import { useConversation, type OpenConversation } from './use-conversation.js';
import { useNotes } from './use-notes.js';

interface ChatProps {
  readonly me: User;
  readonly session_id: string;
  readonly steps: Steps;
  /** The chat came into one's own hands. */
  readonly onTaken: () => void;
}

/** One session: what is said in it, what can be done with it, and what the bot knows about it. */
export function Chat(props: ChatProps) {
  const open = useConversation(props.session_id);
  switch (open.load.state) {
    case 'loading':
      return (
        <section className="chat waiting">
          <Outline lines={8} />
        </section>
      );
    case 'failed':
      return (
        <section className="chat waiting">
          <Failed error={open.load.error} again={open.again} />
        </section>
      );
    case 'ready':
      return <OpenChat {...props} open={open} conversation={open.load.data} />;
  }
}

type Asking = 'transfer' | 'resolve';

function OpenChat({
  me,
  session_id,
  steps,
  onTaken,
  open,
  conversation,
}: ChatProps & { open: OpenConversation; conversation: Conversation }) {
  const [details, setDetails] = useState(false);
  const [chosen, setChosen] = useState<Entry>();
  const [asking, setAsking] = useState<Asking>();
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const handoff = useHandoff(session_id, conversation);
  const notes = useNotes(handoff?.id);
  const owner = ownerOf(conversation);
  const ended = isEnded(conversation);
  const mine = owner.kind === 'agent' && owner.agent_id === me.id && !ended;
  const inHand = mine && handoff?.state === 'accepted' ? handoff : undefined;

  const afterwards = (step: Promise<boolean>, then: () => void = () => undefined): void => {
    void step.then(async (done) => {
      if (done) then();
      await open.catchUp().catch(() => undefined);
    });
  };
  const takeOver = (): void => afterwards(steps.takeOver(session_id), onTaken);
  const giveBack = (): void => {
    if (inHand) afterwards(steps.giveBack(inHand));
  };
  const accept = (): void => {
    if (handoff) afterwards(steps.accept(handoff), onTaken);
  };
  const focusOn = (next: 'reply' | 'note'): void => {
    setMode(next);
    // At once: what is typed next is text, and no shortcut.
    document.getElementById('composer')?.focus();
  };
  useShortcuts({
    r: () => inHand && focusOn('reply'),
    n: () => handoff && focusOn('note'),
    o: () => !mine && !ended && handoff?.state !== 'queued' && takeOver(),
    b: giveBack,
    t: () => inHand && setAsking('transfer'),
    e: () => inHand && setAsking('resolve'),
    i: () => setDetails((shown) => !shown),
    Escape: () => (details ? setDetails(false) : go({ page: 'desk' })),
  });

  return (
    <>
      <section className="chat" aria-label={conversation.session.title}>
        <ChatHead
          conversation={conversation}
          handoff={handoff}
          mine={mine}
          busy={steps.busy === session_id}
          detailsShown={details}
          on={{
            accept,
            takeOver,
            giveBack,
            transfer: () => setAsking('transfer'),
            resolve: () => setAsking('resolve'),
            details: () => setDetails((shown) => !shown),
          }}
        />
        <Messages
          me={me}
          conversation={conversation}
          notes={notes.load.state === 'ready' ? notes.load.data : []}
          chosen={chosen?.seq}
          onChoose={(entry) => (setChosen(entry), setDetails(true))}
          readEarlier={open.readEarlier}
        />
        <Composer
          key={handoff?.id}
          session_id={session_id}
          handoff={handoff}
          mine={inHand !== undefined}
          ended={ended}
          lastSeq={lastSeq(conversation)}
          mode={mode}
          onMode={setMode}
          learn={open.learn}
          onNote={(note) => notes.change((all) => [...all, note])}
        />
      </section>
      <Details
        conversation={conversation}
        handoff={handoff}
        chosen={chosen}
        shown={details}
        onClose={() => setDetails(false)}
        onUnchoose={() => setChosen(undefined)}
      />
      {asking === 'transfer' && inHand && (
        <TransferDialog
          me={me}
          onClose={() => setAsking(undefined)}
          onChoose={(agent_id) => afterwards(steps.transfer(inHand, agent_id))}
        />
      )}
      {asking === 'resolve' && inHand && (
        <ResolveDialog onClose={() => setAsking(undefined)} onConfirm={() => afterwards(steps.resolve(inHand))} />
      )}
    </>
  );
}

/** The handoff that the desk knows for the session, else the one that its log speaks of. */
function useHandoff(session_id: string, conversation: Conversation) {
  const known = handoffOf(useStore(desk), session_id);
  const told = handoffIn(conversation);
  const missing = told !== undefined && known?.id !== told ? told : undefined;
  useEffect(() => {
    if (missing === undefined) return;
    const controller = new AbortController();
    client
      .get('/api/v1/handoffs/{handoff_id}', { path: { handoff_id: missing }, signal: controller.signal })
      .then(learnHandoff, () => undefined);
    return () => controller.abort();
  }, [missing]);
  return known;
}
