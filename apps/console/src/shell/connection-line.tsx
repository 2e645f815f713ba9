import { useEffect, useState } from 'react';
import { connection } from '../fleet/live.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';

/** A connection that is back within so long is not worth a word, in milliseconds. */
const WORTH_A_WORD_MS = 1500;

export function ConnectionLine() {
  const { say } = useWords();
  const { state } = useStore(connection);
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (state === 'live') return setLate(false);
    const timer = setTimeout(() => setLate(true), WORTH_A_WORD_MS);
    return () => clearTimeout(timer);
  }, [state === 'live']);
  return (
    <div className="connection-line" role="status">
      {late && <p>{say('connection.lost')}</p>}
    </div>
  );
}
