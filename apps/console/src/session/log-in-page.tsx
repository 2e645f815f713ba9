import { useId, useState, type FormEvent } from 'react';
import { failureText } from '../fleet/failure.js';
import { recall } from '../remembered.js';
import { Preferences } from '../shell/preferences.js';
import { Mark } from '../shell/mark.js';
import { folded } from '../texts/folded.js';
import { useWords } from '../texts/texts.js';
import './log-in.css';
import { signIn } from './log-in.js';

type State =
  { readonly kind: 'open' } | { readonly kind: 'sent' } | { readonly kind: 'refused'; readonly error: unknown };

export function LogInPage({ why }: { why: 'ended' | undefined }) {
  const words = useWords();
  const { say } = words;
  const [state, setState] = useState<State>({ kind: 'open' });
  const problem = useId();

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const field = (name: string): string => String(fields.get(name) ?? '').trim();
    setState({ kind: 'sent' });
    try {
      await signIn({
        tenant: folded(field('tenant')),
        email: field('email'),
        password: String(fields.get('password')),
      });
    } catch (error) {
      setState({ kind: 'refused', error });
    }
  };

  return (
    <main className="log-in">
      <title>{`${say('log_in.title')} · Parley`}</title>
      <form className="log-in-card" onSubmit={(event) => void submit(event)} aria-describedby={problem}>
        <header>
          <Mark />
          <h1>{say('log_in.title')}</h1>
          <p className="quiet">{say('log_in.intro')}</p>
        </header>
        <div id={problem} role="alert">
          {state.kind === 'refused' && <p className="notice bad">{failureText(state.error, words)}</p>}
          {state.kind === 'open' && why === 'ended' && <p className="notice">{say('log_in.ended')}</p>}
        </div>
        <label className="field">
          <span>{say('log_in.tenant')}</span>
          <input
            name="tenant"
            required
            maxLength={63}
            autoComplete="organization"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={recall('tenant')}
            autoFocus={recall('tenant') === undefined}
          />
          <small>{say('log_in.tenant_hint')}</small>
        </label>
        <label className="field">
          <span>{say('log_in.email')}</span>
          <input
            name="email"
            type="email"
            required
            autoComplete="username"
            autoFocus={recall('tenant') !== undefined}
          />
        </label>
        <label className="field">
          <span>{say('log_in.password')}</span>
          <input name="password" type="password" required autoComplete="current-password" />
        </label>
        <button className="button primary wide" disabled={state.kind === 'sent'}>
          {say(state.kind === 'sent' ? 'log_in.sent' : 'log_in.submit')}
        </button>
      </form>
      <Preferences />
    </main>
  );
}
