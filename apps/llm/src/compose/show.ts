import { cellsOf, type Unit } from '../evidence/units.js';
import { plain } from './plain.js';

const bullet = '• ';

/** A row says of its first cell what the other columns say: `Phone: Mon–Fri 09:00–19:00; Answer within: at once`. */
function rowShown(row: string, columns: readonly string[]): string {
  const [first = '', ...rest] = cellsOf(row).map(plain);
  const named = rest.flatMap((cell, index) => {
    const column = plain(columns[index + 1] ?? '').replace(/[?:.]+$/, '');
    if (cell === '') return [];
    return rest.length === 1 || column === '' ? [cell] : [`${column}: ${cell}`];
  });
  return [first, named.join('; ')].filter((part) => part !== '').join(': ');
}

/** Units of one passage as they are read: sentences run on, items, rows and code stand on lines of their own. */
export function show(text: string, units: readonly Unit[]): string {
  let shown = '';
  let before: Unit['kind'] | undefined;
  for (const { kind, start, end, columns } of units) {
    const source = text.slice(start, end);
    const words = kind === 'row' ? rowShown(source, columns ?? []) : kind === 'code' ? source : plain(source);
    const line = kind === 'item' || kind === 'row' ? bullet + words : words;
    const runsOn = kind === 'sentence' && before === 'sentence';
    shown += before === undefined ? line : runsOn ? ` ${line}` : `\n${line}`;
    before = kind;
  }
  return shown;
}
