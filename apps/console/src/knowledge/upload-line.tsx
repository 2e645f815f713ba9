import { CircleAlert, CircleCheck } from 'lucide-react';
import type { FormEvent } from 'react';
import { failureText } from '../fleet/failure.js';
import { useWords } from '../texts/texts.js';
import { bringInWith, cancel, isOver, type Upload } from './uploads.js';

/** How far one document is; asks for the password of a protected one. */
export function UploadLine({ upload, onDone }: { upload: Upload; onDone: () => void }) {
  const words = useWords();
  const { say } = words;
  const { source } = upload;
  const job = upload.state === 'job' ? upload.job : undefined;
  const failed = upload.state === 'refused' || job?.status === 'failed';
  const name = source.kind === 'file' ? source.file.name : source.url;
  const isLocked = source.kind === 'file' && job?.error === 'document.encrypted';
  return (
    <li className={failed ? 'bad' : ''}>
      <span className="upload-name">
        {job?.status === 'done' && <CircleCheck size={16} className="good" aria-hidden="true" />}
        {failed && <CircleAlert size={16} className="bad" aria-hidden="true" />}
        <span className="upload-title">{name}</span>
        {source.kind === 'file' && <span className="quiet">{words.size(source.file.size)}</span>}
      </span>
      <span className="upload-state" role="status">
        {stateText(upload, words)}
      </span>
      {job && !isOver(upload) && (
        <>
          <progress max={100} value={job.percentage} aria-label={name} />
          <button type="button" className="link" onClick={() => void cancel(job).catch(() => undefined)}>
            {say('cancel')}
          </button>
        </>
      )}
      {isLocked && <Unlock upload={upload} file={source.file} onDone={onDone} />}
    </li>
  );
}

function Unlock({ upload, file, onDone }: { upload: Upload; file: File; onDone: () => void }) {
  const { say } = useWords();
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    bringInWith(String(new FormData(event.currentTarget).get('password')), upload, file, onDone);
  };
  const label = say('upload.password', { name: file.name });
  return (
    <form className="upload-unlock" onSubmit={submit}>
      <input
        name="password"
        type="password"
        required
        maxLength={200}
        autoComplete="off"
        placeholder={say('upload.password_hint')}
        aria-label={label}
      />
      <button className="button">{say('upload.unlock')}</button>
    </form>
  );
}

function stateText(upload: Upload, words: ReturnType<typeof useWords>): string {
  const { say } = words;
  if (upload.state === 'refused') return failureText(upload.error, words);
  if (upload.state !== 'job') return say(`upload.${upload.state}`);
  const { job } = upload;
  if (job.unchanged) return say('upload.unchanged');
  if (job.status === 'failed') return words.maybe(`error.${job.error}`) ?? job.error_message ?? say('job.failed');
  if (job.status !== 'done') return say(`job.${job.status}`);
  const done = words.count('upload.done', job.chunks_total);
  return job.pages_failed ? `${done} · ${words.count('upload.pages_failed', job.pages_failed)}` : done;
}
