import { textOf, type Line } from './lines.js';

/** Lines looked at from either end of a page. */
const edge = 2;
/** On so many pages a line at one height is no part of the text. */
const oftenEnough = 3;

/**
 * The pages without running heads and feet: what stands again and again at the edge of pages, at the same height and
 * the same but for its digits. Of one with words the first is kept.
 */
export function withoutFurniture(pages: readonly (readonly Line[])[]): Line[][] {
  const places = pages.map(edgeKeys);
  const counts = new Map<string, number>();
  for (const keys of places) for (const key of new Set(keys.values())) counts.set(key, (counts.get(key) ?? 0) + 1);
  const seen = new Set<string>();
  return pages.map((lines, page) =>
    lines.filter((line) => {
      const key = places[page]!.get(line);
      if (key !== undefined && isNumberOf(page + 1, textOf(line))) return false;
      if (key === undefined || counts.get(key)! < oftenEnough) return true;
      const first = !seen.has(key) && /\p{L}{3}/u.test(key);
      seen.add(key);
      return first;
    }),
  );
}

/** The number of the page alone, such as `7`, `– 7 –`, `Page 7 of 9`, `Sayfa 7`. */
const isNumberOf = (page: number, text: string): boolean => {
  const [, number] =
    /^(?:page|sayfa|[-–—])?\s*(\p{Nd}{1,4})(?:\s*[-–—]|\s*(?:\/|of)\s*\p{Nd}{1,4})?$/iu.exec(text) ?? [];
  return number !== undefined && Number(number) === page;
};

function edgeKeys(lines: readonly Line[]): Map<Line, string> {
  const upright = lines.filter(({ turn }) => turn === 0).sort((one, other) => other.height - one.height);
  const edges = new Set([...upright.slice(0, edge), ...upright.slice(-edge)]);
  return new Map(
    [...edges].map((line) => [line, `${Math.round(line.height / 3)} ${textOf(line).replace(/\p{N}+/gu, '#')}`]),
  );
}
