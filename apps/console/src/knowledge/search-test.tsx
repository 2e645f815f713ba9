import { Search } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { client } from '../fleet/client.js';
import type { Load } from '../fleet/load.js';
import type { FoundPassage, PassageSearchResult } from '../fleet/shapes.js';
import { Empty, Failed, Outline } from '../shell/states.js';
import { languages, useWords, type Language } from '../texts/texts.js';
import { piecesOf, withoutTableRules } from './highlighted.js';

/** Asks the documents as the bot would, and shows what is found and how sure it is. */
export function SearchTest() {
  const { say } = useWords();
  const [asked, setAsked] = useState<{ query: string; language?: Language }>();
  const [load, setLoad] = useState<Load<PassageSearchResult>>();
  const ask = (wanted: { query: string; language?: Language }): void => {
    setAsked(wanted);
    setLoad({ state: 'loading' });
    client.post('/api/v1/knowledge-base/search', { body: { ...wanted, top_k: 8 } }).then(
      (data) => setLoad({ state: 'ready', data }),
      (error: unknown) => setLoad({ state: 'failed', error }),
    );
  };
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const query = String(fields.get('query')).trim();
    const language = fields.get('language');
    if (query !== '') ask({ query, ...(language === 'en' || language === 'tr' ? { language } : {}) });
  };
  return (
    <section className="card" aria-labelledby="search-title">
      <header className="card-head">
        <h2 id="search-title">{say('search.title')}</h2>
      </header>
      <form className="search-form" role="search" onSubmit={submit}>
        <input
          name="query"
          type="search"
          required
          maxLength={4000}
          placeholder={say('search.hint')}
          aria-label={say('search.hint')}
        />
        <select name="language" aria-label={say('preferences.language')} defaultValue="">
          <option value="">{say('search.any_language')}</option>
          {languages.map((each) => (
            <option key={each} value={each}>
              {say(`language.${each}`)}
            </option>
          ))}
        </select>
        <button className="button primary" disabled={load?.state === 'loading'}>
          <Search size={16} aria-hidden="true" /> {say('search.submit')}
        </button>
      </form>
      <div aria-live="polite">
        {!load && <p className="quiet pad">{say('search.intro')}</p>}
        {load?.state === 'loading' && <Outline lines={5} />}
        {load?.state === 'failed' && <Failed error={load.error} again={() => asked && ask(asked)} />}
        {load?.state === 'ready' && <Found result={load.data} />}
      </div>
    </section>
  );
}

function Found({ result: { items, confident, search_time_ms } }: { result: PassageSearchResult }) {
  const words = useWords();
  const { say } = words;
  if (items.length === 0) return <Empty title={say('search.nothing')} />;
  return (
    <>
      <p className="search-verdict">
        <span className={`chip ${confident ? 'good' : 'plain'}`}>
          {say(confident ? 'search.confident' : 'search.thin')}
        </span>
        <span className="quiet">
          {words.count('search.found', items.length)} · {words.number(Math.round(search_time_ms * 10) / 10)} ms
        </span>
      </p>
      <ol className="passages">
        {items.map((passage) => (
          <Passage key={`${passage.document_id}.${passage.start}`} passage={passage} />
        ))}
      </ol>
    </>
  );
}

function Passage({ passage: { title, heading, text, language, score, highlights } }: { passage: FoundPassage }) {
  const { say, number } = useWords();
  return (
    <li>
      <header>
        <strong lang={language}>{title}</strong>
        <span className="score" title={say('search.score')}>
          <span className="score-bar" aria-hidden="true">
            <i style={{ width: `${Math.round(score * 100)}%` }} />
          </span>
          <span className="unseen">{say('search.score')}: </span>
          {number(Math.round(score * 100) / 100)}
        </span>
      </header>
      {heading.length > 0 && <p className="quiet">{heading.join(' › ')}</p>}
      <p className="passage-text" lang={language}>
        {piecesOf(text, highlights).map((piece, index) =>
          piece.marked ? <mark key={index}>{piece.text}</mark> : withoutTableRules(piece.text),
        )}
      </p>
    </li>
  );
}
