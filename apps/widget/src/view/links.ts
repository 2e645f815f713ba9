/** A piece of a text: words, or an address that may be opened. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\\^{|}\u0000-\u001f\u007f]{1,2000}/gi;
/** Ends a sentence, not an address. */
const TAIL = /[.,;:!?)\]…]+$/;

/** The address where it is one of the web; nothing else is ever a link. */
export function webAddress(address: string | undefined): URL | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

/** The text in pieces that together are the text; whole web addresses are links. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].replace(TAIL, '');
    const url = webAddress(address);
    // What is shown must be where it leads: no user names that look like hosts.
    if (!url || url.username !== '' || url.password !== '') continue;
    if (match.index > end) pieces.push({ text: text.slice(end, match.index) });
    pieces.push({ text: address, href: url.href });
    end = match.index + address.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** Longest text of a fragment; longer quotes are given by their first and last words. */
const WHOLE_WORDS = 12;
const EDGE_WORDS = 5;

/** Where the quote stands on the page of the source: browsers scroll there and mark it. */
export function placeInPage(url: string | undefined, quote: string): string | undefined {
  const page = webAddress(url);
  if (!page) return undefined;
  // A quote may run over headings and lists, which pages show apart: its first line is enough to find the place.
  const words = (quote.split('\n').find((line) => line.trim() !== '') ?? '')
    .replace(/^[#>*\-\s]+/, '')
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return page.href;
  const encode = (part: readonly string[]): string => encodeURIComponent(part.join(' ')).replaceAll('-', '%2D');
  const text =
    words.length <= WHOLE_WORDS
      ? encode(words)
      : `${encode(words.slice(0, EDGE_WORDS))},${encode(words.slice(-EDGE_WORDS))}`;
  const fragment = page.hash === '' ? '#' : page.hash;
  page.hash = '';
  return `${page.href}${fragment}:~:text=${text}`;
}
