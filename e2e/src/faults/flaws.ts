import { join } from 'node:path';
import type { Kill } from './kills.js';
import type { FindingKind } from './record.js';
import { type FaultsWishes, runFaults } from './run.js';

/** A service broken on purpose, the kills aimed at its flaw, and what the checker must find. */
export interface Flaw {
  readonly name: string;
  readonly finding: FindingKind;
  readonly wishes: Pick<FaultsWishes, 'kills' | 'aim' | 'fleet'>;
}

const small = { conversations: 8, turns: 4, customers: 8, patience_ms: 12_000, languages: ['en'] } as const;
/** What is looked for is lost or doubled, whatever finds the answers. */
const wordsAlone = { PARLEY_MODELS: '' };
const broken = (name: string) => join(import.meta.dirname, '..', '..', 'broken', 'dist', `${name}.js`);
const repeated = (times: number, kill: Kill): Kill[] => Array.from({ length: times }, () => kill);
const noHead = broken('orchestrator-no-head');

/** One of two orchestrators stands still long enough to lose its turns, and wakes. */
const staleWriter = repeated(3, { kind: 'pause', process: 'orchestrator', for_ms: 5000 });

export const earlyAccept: Flaw = {
  name: 'an orchestrator that accepts before the commit',
  finding: 'lost',
  wishes: {
    kills: repeated(3, { kind: 'kill', process: 'orchestrator', with: 'gateway' }),
    aim: 'accepted',
    fleet: { entries: { orchestrator: broken('orchestrator-early-accept') } },
  },
};

export const noCursor: Flaw = {
  name: 'insights that count without a cursor',
  finding: 'doubled',
  wishes: {
    kills: repeated(2, { kind: 'kill', process: 'insights' }),
    fleet: { entries: { insights: broken('insights-no-cursor') } },
  },
};

export const unexpectedHead: Flaw = {
  name: 'an orchestrator that appends without the expected head',
  finding: 'doubled',
  wishes: {
    kills: staleWriter,
    fleet: { entries: { orchestrator: noHead, 'orchestrator-2': noHead }, replicas: { orchestrator: 2 } },
  },
};

export const flaws: readonly Flaw[] = [earlyAccept, noCursor, unexpectedHead];

export const staleWriterWishes: Flaw['wishes'] = { kills: staleWriter, fleet: { replicas: { orchestrator: 2 } } };

/** The kinds of findings of a short run. */
export async function findingsOf({ fleet, ...wishes }: Flaw['wishes']): Promise<FindingKind[]> {
  const { findings } = await runFaults({ ...small, ...wishes, fleet: { ...fleet, variables: wordsAlone } });
  return [...new Set(findings.map(({ kind }) => kind))];
}
