import { useCallback, useState, type FormEvent } from 'react';
import { client } from '../fleet/client.js';
import { failureText } from '../fleet/failure.js';
import { useLoad } from '../fleet/load.js';
import type { User } from '../fleet/shapes.js';
import { Dialog } from '../shell/dialog.js';
import { Shown } from '../shell/states.js';
import { tell } from '../shell/told.js';
import { useWords } from '../texts/texts.js';

const roles = ['agent', 'supervisor', 'admin'] as const;

/** Who works here: the staff of the company, and new colleagues. */
export default function People() {
  const words = useWords();
  const { say } = words;
  const loaded = useLoad(
    useCallback(async (signal: AbortSignal): Promise<User[]> => {
      return (await client.get('/api/v1/admin/users', { query: { limit: 100 }, signal })).items;
    }, []),
  );
  const [adding, setAdding] = useState(false);
  return (
    <div className="wide-page narrow">
      <header className="page-head apart">
        <div>
          <h1>{say('page.people')}</h1>
          <p className="quiet">{say('people.intro')}</p>
        </div>
        <button type="button" className="button primary" onClick={() => setAdding(true)}>
          {say('people.add')}
        </button>
      </header>
      <section className="card" aria-label={say('page.people')}>
        <Shown of={loaded}>
          {(users) => (
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{say('people.name')}</th>
                  <th scope="col">{say('people.role')}</th>
                  <th scope="col" className="right may-go">
                    {say('people.since')}
                  </th>
                </tr>
              </thead>
              <tbody>
                {users.map((user) => (
                  <tr key={user.id}>
                    <th scope="row">
                      <span className="document-title">{user.name}</span>
                      <span className="document-name">{user.email}</span>
                    </th>
                    <td>
                      <span className="chip plain">{say(`role.${user.role}`)}</span>
                    </td>
                    <td className="right may-go">{words.day(user.created_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Shown>
      </section>
      {adding && <AddDialog onClose={() => setAdding(false)} onAdded={loaded.again} />}
    </div>
  );
}

function AddDialog({ onClose, onAdded }: { onClose: () => void; onAdded: () => void }) {
  const words = useWords();
  const { say } = words;
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const field = (name: string): string => String(fields.get(name));
    setBusy(true);
    try {
      const user = await client.post('/api/v1/admin/users', {
        body: {
          name: field('name').trim(),
          email: field('email').trim(),
          password: field('password'),
          role: field('role') as (typeof roles)[number],
        },
      });
      tell('good', say('people.added', { name: user.name }));
      onAdded();
      onClose();
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('people.add')} onClose={onClose}>
      <form className="stack" onSubmit={(event) => void submit(event)}>
        <div role="alert">{error !== undefined && <p className="notice bad">{failureText(error, words)}</p>}</div>
        <label className="field">
          <span>{say('people.name')}</span>
          <input name="name" required maxLength={200} data-first autoComplete="off" />
        </label>
        <label className="field">
          <span>{say('log_in.email')}</span>
          <input name="email" type="email" required autoComplete="off" />
        </label>
        <label className="field">
          <span>{say('people.role')}</span>
          <select name="role">
            {roles.map((role) => (
              <option key={role} value={role}>
                {say(`role.${role}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{say('log_in.password')}</span>
          <input name="password" type="password" required minLength={10} maxLength={200} autoComplete="new-password" />
          <small>{say('people.password_hint')}</small>
        </label>
        <div className="row end">
          <button type="button" className="button" onClick={onClose}>
            {say('cancel')}
          </button>
          <button className="button primary" disabled={busy}>
            {say('people.add_submit')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
