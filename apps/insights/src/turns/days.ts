import { FleetError } from '@parley/contracts';

/** Longest span of one dashboard, in days. */
const longestSpan = 366;
const dayMs = 24 * 3600 * 1000;

/** Every day from `from` to `to`, both included, as YYYY-MM-DD in UTC. */
export function daysBetween(from: string, to: string): string[] {
  const first = Date.parse(`${from}T00:00:00Z`);
  const last = Date.parse(`${to}T00:00:00Z`);
  const count = (last - first) / dayMs + 1;
  if (!(count >= 1 && count <= longestSpan)) {
    throw new FleetError('request.invalid', { fields: { to: [`must be 0 to ${longestSpan - 1} days after from`] } });
  }
  return Array.from({ length: count }, (_, index) => new Date(first + index * dayMs).toISOString().slice(0, 10));
}
