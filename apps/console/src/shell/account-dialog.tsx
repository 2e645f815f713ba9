import type { User } from '../fleet/shapes.js';
import { choosePresence, leaveDesk, presence, presences } from '../desk/presence.js';
import { signOut } from '../session/log-in.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { AlertsChoice } from './alerts-choice.js';
import { Dialog } from './dialog.js';
import { Preferences } from './preferences.js';

/** Who is signed in, whether at the desk, language, appearance, and the way out. */
export function AccountDialog({ user, onClose, onHelp }: { user: User; onClose: () => void; onHelp: () => void }) {
  const { say } = useWords();
  const status = useStore(presence);
  return (
    <Dialog title={user.name} onClose={onClose}>
      <p className="quiet">
        {user.email} · {say(`role.${user.role}`)}
      </p>
      <fieldset className="choices">
        <legend>{say('presence.label')}</legend>
        {presences.map((each) => (
          <label key={each} className="choice">
            <input type="radio" name="presence" checked={status === each} onChange={() => choosePresence(user, each)} />
            <span className={`presence-dot ${each}`} aria-hidden="true" />
            <span>
              {say(`presence.${each}`)}
              <small>{say(`presence.${each}_means`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <AlertsChoice />
      <Preferences />
      <div className="row apart">
        <button type="button" className="button" onClick={() => (onClose(), onHelp())}>
          {say('shortcuts.title')} <kbd>?</kbd>
        </button>
        <button type="button" className="button" onClick={() => void leaveDesk().then(signOut)}>
          {say('log_out')}
        </button>
      </div>
    </Dialog>
  );
}
