import { FleetError } from '@parley/contracts';

/** Longest span of one dashboard, in days. */
const longestSpan = 366;
const dayMs = 24 * 3600 * 1000;

/** Every day from `from` to `to`, both included, as YYYY-MM-DD in UTC. */
export function daysBetween(from: string, to: string): string[] {
  const [first, last] = [startOf('from', from), startOf('to', to)];
  const count = (last - first) / dayMs + 1;
  if (!(count >= 1 && count <= longestSpan)) {
    throw new FleetError('request.invalid', { fields: { to: [`must be 0 to ${longestSpan - 1} days after from`] } });
  }
  return Array.from({ length: count }, (_, index) => dayOf(first + index * dayMs));
}

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** A calendar knows it: 30 February is no day, whatever the parser makes of it. */
function startOf(field: string, day: string): number {
  const start = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(start) || dayOf(start) !== day)
    throw new FleetError('request.invalid', { fields: { [field]: ['is no day'] } });
  return start;
}
