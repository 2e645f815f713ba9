import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Citation, Entry, Handoff, Verdict } from '../fleet/shapes.js';
import { useWords } from '../texts/texts.js';
import { type Conversation, languageOf } from './conversation.js';
import { stepWord, verdictWord } from './step-words.js';

interface DetailsProps {
  readonly conversation: Conversation;
  readonly handoff: Handoff | undefined;
  /** The answer that was asked about. */
  readonly chosen: Entry | undefined;
  readonly shown: boolean;
  readonly onClose: () => void;
  readonly onUnchoose: () => void;
}

/** Beside the chat: why it came here, what the bot tried, which documents it showed. */
export function Details({ conversation, handoff, chosen, shown, onClose, onUnchoose }: DetailsProps) {
  const words = useWords();
  const { say } = words;
  const answer =
    chosen ?? conversation.entries.findLast(({ kind, why }) => kind === 'bot_message' && why !== undefined);
  return (
    <aside className={`details ${shown ? 'shown' : ''}`} aria-label={say('details.title')}>
      <header className="details-head">
        <h2>{say('details.title')}</h2>
        <button type="button" className="icon-button only-drawer" aria-label={say('close')} onClick={onClose}>
          <X size={18} aria-hidden="true" />
        </button>
      </header>
      <div className="details-body" tabIndex={0}>
        {handoff && <Packet handoff={handoff} />}
        {answer && (
          <Part title={say(chosen ? 'details.this_answer' : 'details.last_answer')}>
            {chosen && (
              <button type="button" className="link" onClick={onUnchoose}>
                {say('details.show_last')}
              </button>
            )}
            <blockquote className="answer-quote" lang={answer.language}>
              {answer.text}
            </blockquote>
            <Facts entry={answer} />
            {answer.why && <Why steps={answer.why} />}
            {answer.citations && answer.citations.length > 0 && <Citations citations={answer.citations} />}
          </Part>
        )}
        <Part title={say('details.customer')}>
          <dl className="facts">
            <div>
              <dt>{say('details.began')}</dt>
              <dd>{words.moment(conversation.session.created_at)}</dd>
            </div>
            <div>
              <dt>{say('preferences.language')}</dt>
              <dd>{say(`language.${languageOf(conversation)}`)}</dd>
            </div>
            <div>
              <dt>{say('details.session')}</dt>
              <dd className="code">{conversation.session.id}</dd>
            </div>
          </dl>
        </Part>
      </div>
    </aside>
  );
}

const Part = ({ title, children }: { title: string; children: ReactNode }) => (
  <section className="part">
    <h3>{title}</h3>
    {children}
  </section>
);

function Packet({ handoff: { packet, reason } }: { handoff: Handoff }) {
  const words = useWords();
  const { say } = words;
  // That each message was read comes before all else that was tried, and tells an agent nothing.
  const tried = packet.tried.filter(({ verdict }) => verdict !== 'none');
  return (
    <Part title={say('details.why_here')}>
      <dl className="facts">
        <div>
          <dt>{say('details.reason')}</dt>
          <dd>{say(`reason.${reason}`)}</dd>
        </div>
        {packet.goal && (
          <div>
            <dt>{say('details.goal')}</dt>
            <dd lang={packet.language}>{packet.goal}</dd>
          </div>
        )}
      </dl>
      {tried.length > 0 && (
        <>
          <h4>{say('details.tried')}</h4>
          <ol className="steps">
            {tried.map(({ step, verdict }, index) => (
              <li key={index}>
                <span className="step-name">{stepWord(words, step)}</span>
                <span>{verdictWord(words, verdict)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
      {packet.documents.length > 0 && (
        <>
          <h4>{say('details.documents')}</h4>
          <ul className="documents-shown">
            {packet.documents.map(({ document_id, title }) => (
              <li key={document_id}>{title}</li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}

function Facts({ entry: { method, confidence, execution_time_ms } }: { entry: Entry }) {
  const words = useWords();
  const { say } = words;
  return (
    <p className="answer-facts">
      {method && <span className="chip">{say(`method.${method}`)}</span>}
      {confidence !== undefined && (
        <span className="chip plain">{say('details.confidence', { share: words.percent(confidence) })}</span>
      )}
      {execution_time_ms !== undefined && (
        <span className="chip plain">{words.number(Math.round(execution_time_ms))} ms</span>
      )}
    </p>
  );
}

function Why({ steps }: { steps: readonly Verdict[] }) {
  const words = useWords();
  const { say } = words;
  return (
    <table className="why-table">
      <caption>{say('details.why')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('details.step')}</th>
          <th scope="col">{say('details.verdict')}</th>
          <th scope="col" className="right">
            ms
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ step, verdict, score, ms }, index) => (
          <tr key={index}>
            <th scope="row">{stepWord(words, step)}</th>
            <td>
              {verdictWord(words, verdict)}
              {score !== undefined && <span className="quiet"> {words.number(score)}</span>}
            </td>
            <td className="right">{words.number(Math.round(ms * 10) / 10)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Citations({ citations }: { citations: readonly Citation[] }) {
  const { say } = useWords();
  return (
    <>
      <h4>{say('details.citations')}</h4>
      <ul className="citations">
        {citations.map(({ document_id, title, heading, quote, url, start }) => (
          <li key={`${document_id}.${start}`}>
            <p className="citation-title">
              {url && /^https?:\/\//.test(url) ? (
                <a href={url} target="_blank" rel="noreferrer">
                  {title}
                </a>
              ) : (
                title
              )}
            </p>
            {heading.length > 0 && <p className="quiet">{heading.join(' › ')}</p>}
            <blockquote>{quote}</blockquote>
          </li>
        ))}
      </ul>
    </>
  );
}
