import { useCallback, useState } from 'react';
import { client } from '../fleet/client.js';
import { useLoad } from '../fleet/load.js';
import type { DocumentSummary, User } from '../fleet/shapes.js';
import { mayManage } from '../shell/may.js';
import { useWords } from '../texts/texts.js';
import { DeleteDialog } from './delete-dialog.js';
import { Documents } from './documents.js';
import './knowledge.css';
import { SearchTest } from './search-test.js';
import { SiteTag } from './site-tag.js';
import { UploadBox } from './upload-box.js';

const PAGE = 100;

/** The documents that answers come from: bring them in, look through them, try what is found. */
export default function Knowledge({ user }: { user: User }) {
  const { say } = useWords();
  const manages = mayManage(user);
  const documents = useLoad(useCallback((signal) => readAll(signal), []));
  const [deleting, setDeleting] = useState<DocumentSummary>();
  return (
    <div className="wide-page">
      <header className="page-head">
        <h1>{say('page.knowledge')}</h1>
        <p className="quiet">{say('knowledge.intro')}</p>
      </header>
      <div className="knowledge">
        <section className="card">
          {manages && <UploadBox onDone={documents.again} />}
          <Documents of={documents} onDelete={manages ? setDeleting : undefined} />
        </section>
        <div className="beside">
          <SearchTest />
          {manages && <SiteTag />}
        </div>
      </div>
      {deleting && (
        <DeleteDialog
          document={deleting}
          onClose={() => setDeleting(undefined)}
          onDeleted={() => documents.change((all) => all.filter(({ id }) => id !== deleting.id))}
        />
      )}
    </div>
  );
}

/** Ten pages at most: beyond a thousand documents one searches. */
const PAGES = 10;

async function readAll(signal: AbortSignal): Promise<DocumentSummary[]> {
  const all: DocumentSummary[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const query = { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) };
    const list = await client.get('/api/v1/knowledge-base/documents', { query, signal });
    all.push(...list.items);
    cursor = list.cursor;
    if (cursor === undefined) break;
  }
  return all;
}
