import { CircleAlert, CircleCheck, FileUp } from 'lucide-react';
import { useState, type DragEvent } from 'react';
import { failureText } from '../fleet/failure.js';
import { useStore } from '../store.js';
import { useWords } from '../texts/texts.js';
import { cancel, forgetOver, isOver, upload, uploads, type Upload } from './uploads.js';

const ACCEPTED = '.md,.markdown,.html,.htm,.txt,.pdf,.docx';

/** Takes files, by hand or dropped, and shows how far each is. */
export function UploadBox({ onDone }: { onDone: () => void }) {
  const { say } = useWords();
  const [over, setOver] = useState(false);
  const all = useStore(uploads);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    upload(event.dataTransfer.files, onDone);
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
            upload([...(target.files ?? [])], onDone);
            target.value = '';
          }}
        />
        <FileUp size={20} aria-hidden="true" />
        <span>
          <strong>{say('upload.choose')}</strong> {say('upload.or_drop')}
          <small>{say('upload.types')}</small>
        </span>
      </label>
      {all.length > 0 && (
        <ul className="uploads" aria-label={say('upload.list')}>
          {all.map((each) => (
            <UploadLine key={each.key} upload={each} />
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

function UploadLine({ upload: one }: { upload: Upload }) {
  const words = useWords();
  const { say } = words;
  const job = one.state === 'job' ? one.job : undefined;
  const failed = one.state === 'refused' || job?.status === 'failed';
  return (
    <li className={failed ? 'bad' : ''}>
      <span className="upload-name">
        {job?.status === 'done' && <CircleCheck size={16} className="good" aria-hidden="true" />}
        {failed && <CircleAlert size={16} className="bad" aria-hidden="true" />}
        {one.name} <span className="quiet">{words.size(one.size)}</span>
      </span>
      <span className="upload-state" role="status">
        {stateText(one, words)}
      </span>
      {job && !isOver(one) && (
        <>
          <progress max={100} value={job.percentage} aria-label={one.name} />
          <button type="button" className="link" onClick={() => void cancel(job).catch(() => undefined)}>
            {say('cancel')}
          </button>
        </>
      )}
    </li>
  );
}

function stateText(one: Upload, words: ReturnType<typeof useWords>): string {
  const { say } = words;
  if (one.state === 'refused') return failureText(one.error, words);
  if (one.state !== 'job') return say(`upload.${one.state}`);
  const { job } = one;
  if (job.unchanged) return say('upload.unchanged');
  if (job.status === 'failed') return words.maybe(`error.${job.error}`) ?? job.error_message ?? say('job.failed');
  if (job.status === 'done') return words.count('upload.done', job.chunks_total);
  return say(`job.${job.status}`);
}
