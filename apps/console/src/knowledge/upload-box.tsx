import { FileUp, Link } from 'lucide-react';
import { useState, type DragEvent, type FormEvent } from 'react';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { UploadLine } from './upload-line.js';
import { bringIn, forgetOver, isOver, uploads, type Source } from './uploads.js';

const ACCEPTED = '.md,.markdown,.html,.htm,.txt,.pdf,.docx';

const filesOf = (files: Iterable<File>): Source[] => [...files].map((file) => ({ kind: 'file', file }));

/** Takes files, by hand or dropped, and addresses of pages, and shows how far each is. */
export function UploadBox({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const [over, setOver] = useState(false);
  const all = useStore(uploads);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    bringIn(filesOf(event.dataTransfer.files), onDone);
  };
  return (
    <div className="upload">
      <label
        className={`drop ${over ? 'over' : ''}`}
        onDragOver={(event) => (event.preventDefault(), setOver(true))}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          type="file"
          multiple
          accept={ACCEPTED}
          className="unseen"
          onChange={({ target }) => {
            bringIn(filesOf(target.files ?? []), onDone);
            target.value = '';
          }}
        />
        <FileUp size={20} aria-hidden="true" />
        <span>
          <strong>{say('upload.choose')}</strong> {say('upload.or_drop')}
          <small>{say('upload.types')}</small>
        </span>
      </label>
      <AddressForm onDone={onDone} />
      {all.length > 0 && (
        <ul className="uploads" aria-label={say('upload.list')}>
          {all.map((each) => (
            <UploadLine key={each.key} upload={each} onDone={onDone} />
          ))}
        </ul>
      )}
      {all.some(isOver) && (
        <button type="button" className="link" onClick={forgetOver}>
          {say('upload.clear')}
        </button>
      )}
    </div>
  );
}

function AddressForm({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const url = String(new FormData(event.currentTarget).get('url')).trim();
    if (url === '') return;
    bringIn([{ kind: 'address', url }], onDone);
    event.currentTarget.reset();
  };
  return (
    <form className="upload-address" onSubmit={submit}>
      <input
        name="url"
        type="url"
        required
        maxLength={2000}
        pattern="https?://.+"
        placeholder={say('upload.address_hint')}
        aria-label={say('upload.address')}
      />
      <button className="button">
        <Link size={16} aria-hidden="true" /> {say('upload.fetch')}
      </button>
    </form>
  );
}
