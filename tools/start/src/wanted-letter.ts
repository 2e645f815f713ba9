import { parseArgs } from 'node:util';
import { catalogue, type Service } from '@parley/contracts';

export const USE = 'npm run dead-letters -- <service> [<id> | drop <id> --why "<reason>"]';

interface Wanted {
  readonly service: Service;
  readonly id?: string;
  /** Drops the letter instead of applying it. */
  readonly why?: string;
}

export function wantedOf(args: readonly string[]): Wanted {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { why: { type: 'string' } },
  });
  const [name, ...rest] = positionals;
  if (name === undefined) throw new Error('no service is named');
  const readers = new Set(Object.values(catalogue.events).flatMap(({ readBy }) => readBy));
  const service = [...readers].find((reader) => reader === name);
  if (!service) throw new Error(`${name} reads no events; those who do: ${[...readers].join(', ')}`);
  const drops = rest[0] === 'drop';
  const [id, ...more] = drops ? rest.slice(1) : rest;
  const { why } = values;
  if (more.length > 0 || drops !== (why !== undefined) || (drops && id === undefined)) throw new Error(USE);
  return { service, ...(id === undefined ? {} : { id }), ...(why === undefined ? {} : { why }) };
}
