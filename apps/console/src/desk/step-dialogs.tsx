import { useState } from 'react';
import type { User } from '../fleet/shapes.js';
import { Dialog } from '../shell/dialog.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { desk } from './desk-live.js';
import { colleagues } from './handoffs.js';

/** To whom: a colleague who is online, or the queue. */
export function TransferDialog({
  me,
  onClose,
  onChoose,
}: {
  me: User;
  onClose: () => void;
  onChoose: (agent_id: string | undefined) => void;
}) {
  const { say, number } = useWords();
  const there = colleagues(useStore(desk), me.id);
  const [to, setTo] = useState('');
  return (
    <Dialog title={say('transfer.title')} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          onChoose(to === '' ? undefined : to);
          onClose();
        }}
      >
        <fieldset className="choices">
          <legend>{say('transfer.to')}</legend>
          <label className="choice">
            <input type="radio" name="to" checked={to === ''} data-first onChange={() => setTo('')} />
            <span>
              {say('transfer.queue')}
              <small>{say('transfer.queue_hint')}</small>
            </span>
          </label>
          {there.map(({ agent_id, name, active, capacity }) => (
            <label key={agent_id} className="choice">
              <input
                type="radio"
                name="to"
                checked={to === agent_id}
                disabled={active >= capacity}
                onChange={() => setTo(agent_id)}
              />
              <span>
                {name}
                <small>{say('transfer.load', { active: number(active), capacity: number(capacity) })}</small>
              </span>
            </label>
          ))}
        </fieldset>
        {there.length === 0 && <p className="quiet">{say('transfer.nobody')}</p>}
        <div className="row end">
          <button type="button" className="button" onClick={onClose}>
            {say('cancel')}
          </button>
          <button className="button primary">{say('transfer')}</button>
        </div>
      </form>
    </Dialog>
  );
}

export function ResolveDialog({ onClose, onConfirm }: { onClose: () => void; onConfirm: () => void }) {
  const { say } = useWords();
  return (
    <Dialog title={say('resolve.title')} onClose={onClose}>
      <p>{say('resolve.means')}</p>
      <div className="row end">
        <button type="button" className="button" onClick={onClose}>
          {say('cancel')}
        </button>
        <button type="button" className="button primary" data-first onClick={() => (onConfirm(), onClose())}>
          {say('resolve')}
        </button>
      </div>
    </Dialog>
  );
}
