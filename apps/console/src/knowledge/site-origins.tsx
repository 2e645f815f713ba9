import { ParleyError } from '@parley/client';
import { useCallback, useState, type FormEvent } from 'react';
import { client } from '../fleet/client.js';
import { failureText } from '../fleet/failure.js';
import { useLoad } from '../fleet/load.js';
import { Shown } from '../shell/states.js';
import { tell } from '../shell/told.js';
import { useWords } from '../texts/texts.js';
import { addressesIn, refusedIn } from './addresses.js';

/** Which sites may carry the chat box. */
export function SiteOrigins() {
  const words = useWords();
  const { say } = words;
  const loaded = useLoad(useCallback((signal) => client.get('/api/v1/admin/config', { signal }), []));
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  const save = async (text: string): Promise<void> => {
    if (loaded.load.state !== 'ready') return;
    const allowed_origins = addressesIn(text);
    setBusy(true);
    setProblem(undefined);
    try {
      const saved = await client.put('/api/v1/admin/config', { body: { ...loaded.load.data, allowed_origins } });
      loaded.change(() => saved);
      tell('good', say('site.saved'));
    } catch (error) {
      const { code, details } = error instanceof ParleyError ? error : { code: '', details: {} };
      const address = refusedIn(details, allowed_origins);
      setProblem(address === undefined ? failureText(error, words) : say('site.not_address', { address }));
      if (code === 'config.version_stale') loaded.again();
    }
    setBusy(false);
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    void save(String(new FormData(event.currentTarget).get('origins')));
  };
  return (
    <Shown of={loaded} lines={2}>
      {({ revision, allowed_origins }) => (
        <form key={revision} className="stack site-origins" onSubmit={submit}>
          <label className="field">
            <span>{say('site.origins')}</span>
            <textarea
              name="origins"
              rows={Math.max(2, allowed_origins.length)}
              defaultValue={allowed_origins.join('\n')}
              spellCheck={false}
              autoCapitalize="none"
            />
            <small>{say('site.origins_hint')}</small>
          </label>
          <div role="alert">{problem !== undefined && <p className="notice bad">{problem}</p>}</div>
          <button className="button" disabled={busy}>
            {say('site.save')}
          </button>
        </form>
      )}
    </Shown>
  );
}
