import { findingsOfNewKeys, runFullCancellations } from './cancellations/full.js';
import { runFullContainers } from './containers/full.js';
import { findingsOf, flaws } from './faults/flaws.js';
import { runFullFaults } from './faults/full.js';
import { runFullPairs } from './pairs/full.js';

/** Each flaw must be caught in four of five runs. */
const runs = 5;
const enough = 4;

const tell = (line: string) => console.log(line);

async function caught({ name, wishes, finding }: (typeof flaws)[number]): Promise<number> {
  let times = 0;
  for (let run = 1; run <= runs; run += 1) {
    const found = (await findingsOf(wishes)).includes(finding);
    times += found ? 1 : 0;
    tell(`${name}: run ${run} of ${runs} ${found ? 'caught' : 'missed'}`);
  }
  return times;
}

/** `npm run verify`: all full counts, with the date. */
tell(`verify, begun ${new Date().toISOString()}`);
const { report, good } = await runFullFaults(tell);
tell(JSON.stringify(report, null, 2));
const cancelled = await runFullCancellations(tell);
tell(JSON.stringify(cancelled.report, null, 2));
const contained = await runFullContainers(tell);
tell(JSON.stringify(contained.report, null, 2));
const pairs = await runFullPairs(tell);
tell(JSON.stringify(pairs.report, null, 2));
const doubled = (await findingsOfNewKeys()).some(({ kind }) => kind === 'doubled');
tell(`actions that use a new key for every attempt: ${doubled ? 'caught' : 'missed'}`);
const counts: { name: string; times: number }[] = [];
for (const flaw of flaws) counts.push({ name: flaw.name, times: await caught(flaw) });
for (const { name, times } of counts) tell(`${name}: caught in ${times} of ${runs} runs (bar ${enough})`);
const proved = doubled && counts.every(({ times }) => times >= enough);
const met = good && cancelled.good && contained.good && pairs.good;
tell(
  `faults, cancellations, containers and pairs ${met ? 'met' : 'MISSED'} their bars, the checker ${proved ? 'is' : 'is NOT'} proved; ended ${new Date().toISOString()}`,
);
process.exit(met && proved ? 0 : 1);
