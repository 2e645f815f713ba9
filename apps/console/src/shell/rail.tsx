import { BookOpenText, ChartColumn, CircleUserRound, Headset, Users } from 'lucide-react';
import { useState, type ComponentType } from 'react';
import { desk, queueLength } from '../desk/desk-live.js';
import type { User } from '../fleet/shapes.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { AccountDialog } from './account-dialog.js';
import { mayCount, mayManagePeople } from './may.js';
import { Mark } from './mark.js';
import { PresenceDot } from './presence-dot.js';
import { linkTo, type Page } from './place.js';

interface Door {
  readonly page: Page;
  readonly icon: ComponentType<{ size?: number; 'aria-hidden'?: 'true' }>;
  readonly open: (user: User) => boolean;
}

const everybody = (): boolean => true;
const doors: readonly Door[] = [
  { page: 'desk', icon: Headset, open: everybody },
  { page: 'knowledge', icon: BookOpenText, open: everybody },
  { page: 'counts', icon: ChartColumn, open: mayCount },
  { page: 'people', icon: Users, open: mayManagePeople },
];

/** Where one can go; on the left, on a telephone at the bottom. */
export function Rail({ user, here, onHelp }: { user: User; here: Page; onHelp: () => void }) {
  const words = useWords();
  const { say } = words;
  const waiting = queueLength(useStore(desk));
  const [account, setAccount] = useState(false);
  return (
    <nav className="rail" aria-label={say('rail.label')}>
      <span className="rail-mark">
        <Mark size={28} />
      </span>
      <ul>
        {doors
          .filter(({ open }) => open(user))
          .map(({ page, icon: Icon }) => (
            <li key={page}>
              <a {...linkTo({ page })} aria-current={here === page ? 'page' : undefined}>
                <span className="rail-icon">
                  <Icon size={20} aria-hidden="true" />
                  {page === 'desk' && waiting > 0 && <span className="count">{words.number(waiting)}</span>}
                </span>
                {say(`page.${page}`)}
              </a>
            </li>
          ))}
      </ul>
      <button type="button" className="rail-account" onClick={() => setAccount(true)} aria-haspopup="dialog">
        <span className="rail-icon">
          <CircleUserRound size={20} aria-hidden="true" />
          <PresenceDot />
        </span>
        {say('rail.account')}
      </button>
      {account && <AccountDialog user={user} onClose={() => setAccount(false)} onHelp={onHelp} />}
    </nav>
  );
}
