import { presence } from '../desk/presence.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';

/** One's own presence, as colour and as a word for those who do not see it. */
export function PresenceDot() {
  const { say } = useWords();
  const status = useStore(presence);
  return (
    <span className={`presence-dot ${status}`}>
      <span className="unseen">{say(`presence.${status}`)}</span>
    </span>
  );
}
