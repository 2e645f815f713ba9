import { X } from 'lucide-react';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { forget, toldNow } from './told.js';

export function ToldLines() {
  const { say } = useWords();
  const lines = useStore(toldNow);
  return (
    <div className="told" role="status" aria-live="polite">
      {lines.map(({ id, kind, text }) => (
        <div key={id} className={`told-line ${kind}`}>
          <p>{text}</p>
          <button type="button" className="icon-button" aria-label={say('close')} onClick={() => forget(id)}>
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      ))}
    </div>
  );
}
