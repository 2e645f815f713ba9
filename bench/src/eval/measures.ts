/** Normalised discounted cumulative gain at 10 where exactly one document is right; 0 when it is not among the first ten. */
export function ndcgAt10(found: readonly string[], right: string): number {
  const place = found.slice(0, 10).indexOf(right);
  return place < 0 ? 0 : 1 / Math.log2(place + 2);
}

/** Mean of the precision at each right document; what was not found counts as precision 0. */
export function averagePrecision(found: readonly string[], right: ReadonlySet<string>): number {
  let hits = 0;
  let sum = 0;
  found.forEach((document, place) => {
    if (right.has(document)) sum += ++hits / (place + 1);
  });
  return sum / right.size;
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
