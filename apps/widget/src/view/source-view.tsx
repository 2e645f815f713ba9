import { useEffect, useRef } from 'preact/hooks';
import { useWidget } from './context.js';
import { BackIcon, OutIcon } from './icons.js';
import { placeInPage } from './links.js';
import type { Citation } from './panel.js';
import { Quote } from './quote.js';

/** The place in the document that an answer rests on, word for word: all sentences of it, as they stand there. */
export function SourceView({ place, onBack }: { place: readonly Citation[]; onBack: () => void }) {
  const { say } = useWidget();
  const { title, heading, page, quote, url } = place[0]!;
  const quotes = new Map(place.map((each) => [each.start, each.quote]));
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const href = placeInPage(url, quote);
  const path = heading.filter((each) => each !== title);
  return (
    <section class="source-view" aria-label={say('source')}>
      <button ref={back} type="button" class="back" onClick={onBack}>
        <BackIcon />
        {say('source_back')}
      </button>
      <div class="source-page">
        <h3 class="source-title">{title}</h3>
        {(path.length > 0 || page !== undefined) && (
          <p class="source-path">
            {[...path, ...(page === undefined ? [] : [say('source_page', { n: page })])].join(' › ')}
          </p>
        )}
        {[...quotes]
          .sort(([one], [other]) => one - other)
          .map(([start, words]) => (
            <blockquote key={start} class="quote" dir="auto">
              <Quote words={words} />
            </blockquote>
          ))}
        {href !== undefined && (
          <a class="out" href={href} target="_blank" rel="noopener noreferrer nofollow">
            {say('source_open')}
            <OutIcon />
          </a>
        )}
      </div>
    </section>
  );
}
