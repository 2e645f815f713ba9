import type { Citation } from '@parley/contracts';
import type { PassageHit } from '@parley/models';
import type { Span } from '../evidence/sentences.js';

/** As a citation takes them. */
const longest = { title: 500, headings: 10, heading: 500, url: 2000 };

/** The place of a document that is quoted; the span is within the passage. */
export function citationOf({ document, passage }: PassageHit, { start, end }: Span): Citation {
  const { document_id, title, url } = document;
  return {
    document_id,
    title: title.slice(0, longest.title),
    ...(url === undefined || url.length > longest.url ? {} : { url }),
    heading: passage.heading.slice(0, longest.headings).map((each) => each.slice(0, longest.heading)),
    ...(passage.page === undefined ? {} : { page: passage.page }),
    start: passage.start + start,
    end: passage.start + end,
    quote: passage.text.slice(start, end),
  };
}
