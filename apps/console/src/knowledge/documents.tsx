import { FileText, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Loaded } from '../fleet/load.js';
import type { DocumentSummary } from '../fleet/shapes.js';
import { Empty, Shown } from '../shell/states.js';
import { useWords } from '../texts/texts.js';
import { matching } from './find.js';

const AGAIN_MS = 2000;

/** The documents, found by title or name. Those on their way are asked about until they are there. */
export function Documents({
  of,
  onDelete,
}: {
  of: Loaded<DocumentSummary[]>;
  onDelete: ((document: DocumentSummary) => void) | undefined;
}) {
  const { say, count } = useWords();
  const [wanted, setWanted] = useState('');
  const onTheWay = of.load.state === 'ready' && of.load.data.some(({ revision }) => revision === 0);
  const { again } = of;
  useEffect(() => {
    if (!onTheWay) return;
    const timer = setInterval(again, AGAIN_MS);
    return () => clearInterval(timer);
  }, [onTheWay, again]);
  return (
    <>
      <header className="card-head">
        <h2 id="documents-title">
          {say('documents.title')}{' '}
          {of.load.state === 'ready' && <span className="quiet">{count('documents.count', of.load.data.length)}</span>}
        </h2>
        <input
          type="search"
          className="find"
          value={wanted}
          placeholder={say('documents.find')}
          aria-label={say('documents.find')}
          onChange={({ target }) => setWanted(target.value)}
        />
      </header>
      <Shown of={of} lines={8}>
        {(documents) => {
          const found = matching(documents, wanted);
          if (documents.length === 0) {
            return (
              <Empty icon={<FileText size={24} aria-hidden="true" />} title={say('documents.empty')}>
                <p>{say('documents.empty_hint')}</p>
              </Empty>
            );
          }
          if (found.length === 0) return <Empty title={say('documents.none_found', { wanted })} />;
          return <Table documents={found} onDelete={onDelete} />;
        }}
      </Shown>
    </>
  );
}

function Table({
  documents,
  onDelete,
}: {
  documents: readonly DocumentSummary[];
  onDelete: ((document: DocumentSummary) => void) | undefined;
}) {
  const words = useWords();
  const { say, number } = words;
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-labelledby="documents-title">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('documents.name')}</th>
            <th scope="col" className="may-go">
              {say('preferences.language')}
            </th>
            <th scope="col" className="right may-go">
              {say('documents.chunks')}
            </th>
            <th scope="col" className="right may-go">
              {say('documents.size')}
            </th>
            <th scope="col" className="right">
              {say('documents.updated')}
            </th>
            {onDelete && (
              <th scope="col">
                <span className="unseen">{say('delete')}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {documents.map((document) => (
            <tr key={document.id}>
              <th scope="row">
                <span className="document-title" lang={document.language}>
                  {document.title}
                </span>
                <span className="document-name">{document.name}</span>
              </th>
              <td className="may-go">
                {document.revision === 0 ? (
                  <span className="chip">{say('documents.on_the_way')}</span>
                ) : (
                  <span className="chip plain">{document.language.toUpperCase()}</span>
                )}
              </td>
              <td className="right may-go">{number(document.chunks)}</td>
              <td className="right may-go">{words.size(document.bytes)}</td>
              <td className="right">
                <time dateTime={document.updated_at} title={words.moment(document.updated_at)}>
                  {words.day(document.updated_at)}
                </time>
              </td>
              {onDelete && (
                <td className="right">
                  <button
                    type="button"
                    className="icon-button"
                    aria-label={say('documents.delete', { title: document.title })}
                    onClick={() => onDelete(document)}
                  >
                    <Trash2 size={16} aria-hidden="true" />
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
