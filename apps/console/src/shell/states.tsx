import type { ReactNode } from 'react';
import { failureText } from '../fleet/failure.js';
import type { Loaded } from '../fleet/load.js';
import { useWords } from '../texts/texts.js';

/** Shows what was loaded; before that its outline, and where it failed why and a way to try again. */
export function Shown<T>({
  of,
  lines = 4,
  children,
}: {
  of: Loaded<T>;
  lines?: number;
  children: (data: T) => ReactNode;
}) {
  switch (of.load.state) {
    case 'loading':
      return <Outline lines={lines} />;
    case 'failed':
      return <Failed error={of.load.error} again={of.again} />;
    case 'ready':
      return children(of.load.data);
  }
}

export function Outline({ lines }: { lines: number }) {
  const { say } = useWords();
  return (
    <div className="outline" role="status">
      <span className="unseen">{say('loading')}</span>
      {Array.from({ length: lines }, (_, index) => (
        <span key={index} className="outline-line" />
      ))}
    </div>
  );
}

export function Failed({ error, again }: { error: unknown; again: () => void }) {
  const words = useWords();
  return (
    <div className="empty" role="alert">
      <p className="empty-title">{words.say('failed.title')}</p>
      <p>{failureText(error, words)}</p>
      <button type="button" className="button" onClick={again}>
        {words.say('failed.again')}
      </button>
    </div>
  );
}

export const Empty = ({ icon, title, children }: { icon?: ReactNode; title: string; children?: ReactNode }) => (
  <div className="empty">
    {icon}
    <p className="empty-title">{title}</p>
    {children}
  </div>
);
