import { useState } from 'react';
import { alerts, canAlert, wantAlerts } from '../desk/alerts.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';

/** Whether to be told of customers while one looks elsewhere; nothing where the browser cannot. */
export function AlertsChoice() {
  const { say } = useWords();
  const on = useStore(alerts);
  const [refused, setRefused] = useState(false);
  if (!canAlert) return null;
  return (
    <div>
      <label className="check">
        <input
          type="checkbox"
          checked={on}
          onChange={({ target }) => void wantAlerts(target.checked).then((done) => setRefused(!done))}
        />
        <span>{say('alerts.want')}</span>
      </label>
      <div role="status">{refused && <p className="quiet">{say('alerts.refused')}</p>}</div>
    </div>
  );
}
