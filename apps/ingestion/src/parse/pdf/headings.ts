import type { Block } from './blocks.js';
import type { Bookmark } from './open.js';

const deepest = 6;
const mostBookmarks = 5000;
/** A heading is so much larger than the text, and no longer. */
const larger = 1.15;
const longest = 200;
/** Where more of the letters than this would be headings, the sizes tell something else. */
const mostLetters = 0.25;

/** Marks the blocks that are headings: as tags tell, else as the bookmarks do, else the larger letters. */
export function withHeadings(pages: readonly (readonly Block[])[], bookmarks: readonly Bookmark[]): Block[][] {
  const all = pages.flat();
  if (all.some(({ kind }) => kind === 'heading')) return pages.map((blocks) => [...blocks]);
  const depthOf = byBookmarks(all, bookmarks) ?? bySize(all);
  return pages.map((blocks) =>
    blocks.map((block) => {
      const depth = depthOf(block);
      return depth === undefined ? block : { ...block, kind: 'heading', depth };
    }),
  );
}

type DepthOf = (block: Block) => number | undefined;

function byBookmarks(all: readonly Block[], bookmarks: readonly Bookmark[]): DepthOf | undefined {
  const depths = new Map<string, number>();
  const waiting = bookmarks.map((bookmark) => ({ bookmark, depth: 1 }));
  for (let next = waiting.shift(); next && depths.size < mostBookmarks; next = waiting.shift()) {
    const { bookmark, depth } = next;
    const key = keyOf(bookmark.title);
    if (key !== '' && !depths.has(key)) depths.set(key, depth);
    if (depth < deepest) for (const item of bookmark.items ?? []) waiting.push({ bookmark: item, depth: depth + 1 });
  }
  const depthOf: DepthOf = ({ kind, text }) =>
    kind === 'text' && text.length <= longest ? depths.get(keyOf(text)) : undefined;
  return all.filter((block) => depthOf(block) !== undefined).length >= 2 ? depthOf : undefined;
}

/** Letters and digits alone, without a number before them: bookmarks leave it out at times, headings do, too. */
const keyOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/^\s*(?:chapter|section|part|bölüm|kısım)?\s*\p{N}+(?:\.\p{N}+)*[.:)]?\s+/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');

function bySize(all: readonly Block[]): DepthOf {
  const letters = new Map<number, number>();
  for (const { size, text } of all) letters.set(size, (letters.get(size) ?? 0) + text.length);
  const [body = 0] = [...letters].sort(([, one], [, other]) => other - one)[0] ?? [];
  const isHeading = ({ kind, size, text }: Block) =>
    kind === 'text' &&
    size >= larger * body &&
    text.length <= longest &&
    /\p{L}{2}/u.test(text) &&
    !/[.,;]$/.test(text);
  const found = all.filter(isHeading);
  const sum = (blocks: readonly Block[]) => blocks.reduce((total, { text }) => total + text.length, 0);
  if (sum(found) > mostLetters * sum(all)) return () => undefined;
  const sizes = [...new Set(found.map(({ size }) => size))].sort((one, other) => other - one);
  return (block) => (isHeading(block) ? Math.min(deepest, sizes.indexOf(block.size) + 1) : undefined);
}
