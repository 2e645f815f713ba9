import type { Entity } from '@parley/contracts';

/** A part of a text that is an entity; `start` and `end` are UTF-16 code units. */
export type Found = Entity;

export const found = (
  text: string,
  start: number,
  end: number,
  rest: Pick<Found, 'type' | 'value' | 'confidence'>,
): Found => ({
  type: rest.type,
  text: text.slice(start, end),
  value: rest.value,
  start,
  end,
  confidence: rest.confidence,
});

/** The surest of those that overlap, of equally sure ones the longest; in the order of the text. */
export function withoutOverlaps(all: readonly Found[]): Found[] {
  const sorted = [...all].sort((a, b) => b.confidence - a.confidence || b.end - b.start - (a.end - a.start));
  const kept: Found[] = [];
  for (const one of sorted) if (kept.every((other) => one.end <= other.start || other.end <= one.start)) kept.push(one);
  return kept.sort((a, b) => a.start - b.start);
}
