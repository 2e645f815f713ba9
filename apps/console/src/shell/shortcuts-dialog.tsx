import { useStore } from '../store.js';
import { useWords, type TextName } from '../texts/texts.js';
import { Dialog } from './dialog.js';
import { allowSingleKeys, singleKeys } from './shortcuts.js';

const groups: readonly { readonly title: TextName; readonly keys: readonly (readonly [string, TextName])[] }[] = [
  {
    title: 'shortcuts.lists',
    keys: [
      ['j', 'shortcuts.next'],
      ['k', 'shortcuts.previous'],
      ['1 2 3', 'shortcuts.tabs'],
      ['a', 'shortcuts.accept'],
    ],
  },
  {
    title: 'shortcuts.chat',
    keys: [
      ['r', 'shortcuts.reply'],
      ['n', 'shortcuts.note'],
      ['o', 'shortcuts.take_over'],
      ['b', 'shortcuts.give_back'],
      ['t', 'shortcuts.transfer'],
      ['e', 'shortcuts.resolve'],
      ['i', 'shortcuts.details'],
      ['Esc', 'shortcuts.leave'],
    ],
  },
  {
    title: 'shortcuts.anywhere',
    keys: [
      ['d', 'shortcuts.desk'],
      ['w', 'shortcuts.knowledge'],
      ['c', 'shortcuts.counts'],
      ['?', 'shortcuts.help'],
    ],
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { say } = useWords();
  const allowed = useStore(singleKeys);
  return (
    <Dialog title={say('shortcuts.title')} onClose={onClose}>
      <div className="shortcut-groups">
        {groups.map(({ title, keys }) => (
          <section key={title}>
            <h3>{say(title)}</h3>
            <dl className="shortcuts">
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((each) => (
                      <kbd key={each}>{each}</kbd>
                    ))}
                  </dt>
                  <dd>{say(what)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="check">
        <input type="checkbox" checked={allowed} onChange={({ target }) => allowSingleKeys(target.checked)} />
        <span>{say('shortcuts.allow')}</span>
      </label>
    </Dialog>
  );
}
