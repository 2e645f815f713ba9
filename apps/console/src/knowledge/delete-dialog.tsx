import { useState } from 'react';
import { client } from '../fleet/client.js';
import { failureText } from '../fleet/failure.js';
import type { DocumentSummary } from '../fleet/shapes.js';
import { Dialog } from '../shell/dialog.js';
import { tell } from '../shell/told.js';
import { useWords } from '../texts/texts.js';

export function DeleteDialog({
  document,
  onClose,
  onDeleted,
}: {
  document: DocumentSummary;
  onClose: () => void;
  onDeleted: () => void;
}) {
  const words = useWords();
  const { say } = words;
  const [busy, setBusy] = useState(false);
  const remove = async (): Promise<void> => {
    setBusy(true);
    try {
      await client.delete('/api/v1/knowledge-base/documents/{document_id}', { path: { document_id: document.id } });
      onDeleted();
      tell('good', say('told.deleted', { title: document.title }));
      onClose();
    } catch (error) {
      tell('bad', failureText(error, words));
      setBusy(false);
    }
  };
  return (
    <Dialog title={say('delete.title')} onClose={onClose}>
      <p>{say('delete.means', { title: document.title })}</p>
      <div className="row end">
        <button type="button" className="button" data-first onClick={onClose}>
          {say('cancel')}
        </button>
        <button type="button" className="button danger" disabled={busy} onClick={() => void remove()}>
          {say('delete')}
        </button>
      </div>
    </Dialog>
  );
}
