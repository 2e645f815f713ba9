import { ChartColumn, Table2 } from 'lucide-react';
import { useCallback, useState } from 'react';
import { client } from '../fleet/client.js';
import { useLoadEvery } from '../fleet/load.js';
import { Empty, Shown } from '../shell/states.js';
import { useWords } from '../texts/texts.js';
import { Chart } from './chart.js';
import './counts.css';
import { daysOf, groups, rangeOf, sharesOf, sum, totalsOf, type Day } from './series.js';

const ranges = [7, 30, 90] as const;
const AGAIN_MS = 30_000;

/** How many turns, and how their answers came about. */
export default function Counts() {
  const words = useWords();
  const { say } = words;
  const [days, setDays] = useState<number>(7);
  const [asTable, setAsTable] = useState(false);
  const loaded = useLoadEvery(
    AGAIN_MS,
    useCallback(
      async (signal: AbortSignal) => {
        const range = rangeOf(days, Date.now());
        const { turns } = await client.get('/api/v1/analytics/dashboard', { query: range, signal });
        return daysOf(turns, range);
      },
      [days],
    ),
  );
  return (
    <div className="wide-page">
      <header className="page-head apart">
        <div>
          <h1>{say('page.counts')}</h1>
          <p className="quiet">{say('counts.intro')}</p>
        </div>
        <div className="row">
          <div className="segments" role="group" aria-label={say('counts.range')}>
            {ranges.map((each) => (
              <button key={each} type="button" aria-pressed={days === each} onClick={() => setDays(each)}>
                {say('counts.days', { days: words.number(each) })}
              </button>
            ))}
          </div>
          <div className="segments" role="group" aria-label={say('counts.view')}>
            <button type="button" aria-pressed={!asTable} onClick={() => setAsTable(false)}>
              <ChartColumn size={16} aria-hidden="true" /> {say('counts.chart')}
            </button>
            <button type="button" aria-pressed={asTable} onClick={() => setAsTable(true)}>
              <Table2 size={16} aria-hidden="true" /> {say('counts.table')}
            </button>
          </div>
        </div>
      </header>
      <Shown of={loaded} lines={8}>
        {(rows) => (
          <>
            <Totals days={rows} />
            <section className="card pad">
              <Legend />
              {sum(totalsOf(rows)) === 0 ? (
                <Empty title={say('counts.empty')}>
                  <p>{say('counts.empty_hint')}</p>
                </Empty>
              ) : asTable ? (
                <CountTable days={rows} />
              ) : (
                <Chart days={rows} label={say('counts.picture')} />
              )}
            </section>
          </>
        )}
      </Shown>
    </div>
  );
}

function Totals({ days }: { days: readonly Day[] }) {
  const { say, number, percent: shareOf } = useWords();
  const totals = totalsOf(days);
  const all = sum(totals);
  const [answered, unknown, people] = sharesOf([all - totals.unknown - totals.people, totals.unknown, totals.people]);
  const percent = (share: number | undefined): string => (all === 0 ? '–' : shareOf(share!));
  const figures = [
    { name: say('counts.turns'), value: number(all), means: say('counts.turns_means') },
    { name: say('counts.answered'), value: percent(answered), means: say('counts.answered_means') },
    { name: say('counts.unknown'), value: percent(unknown), means: say('counts.unknown_means') },
    { name: say('counts.people'), value: percent(people), means: say('counts.people_means') },
  ];
  return (
    <dl className="figures">
      {figures.map(({ name, value, means }) => (
        <div key={name} className="card">
          <dt>{name}</dt>
          <dd>
            <b>{value}</b>
            <small>{means}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Legend() {
  const { say } = useWords();
  return (
    <ul className="legend">
      {groups.map((group) => (
        <li key={group}>
          <i className={`swatch ${group}`} aria-hidden="true" /> {say(`group.${group}`)}
        </li>
      ))}
    </ul>
  );
}

function CountTable({ days }: { days: readonly Day[] }) {
  const { say, number, day } = useWords();
  const totals = totalsOf(days);
  return (
    <div className="table-frame" tabIndex={0} role="region" aria-label={say('counts.by_day')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{say('counts.day')}</th>
            {groups.map((group) => (
              <th key={group} scope="col" className="right">
                {say(`group.${group}`)}
              </th>
            ))}
            <th scope="col" className="right">
              {say('counts.total')}
            </th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((row) => (
            <tr key={row.day}>
              <th scope="row">{day(`${row.day}T12:00:00Z`)}</th>
              {groups.map((group) => (
                <td key={group} className="right">
                  {number(row.counts[group])}
                </td>
              ))}
              <td className="right">{number(row.total)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('counts.total')}</th>
            {groups.map((group) => (
              <td key={group} className="right">
                {number(totals[group])}
              </td>
            ))}
            <td className="right">{number(sum(totals))}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
