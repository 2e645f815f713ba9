import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Kill } from './faults/kills.js';
import { type FaultsWishes, runFaults } from './faults/run.js';

const broken = (name: string) => join(import.meta.dirname, '..', 'broken', 'dist', `${name}.js`);
const repeated = (times: number, kill: Kill): Kill[] => Array.from({ length: times }, () => kill);
const small = { conversations: 8, turns: 4, customers: 8, patience_ms: 15_000 };

const found = async (wishes: Pick<FaultsWishes, 'kills' | 'aim' | 'fleet'>): Promise<string[]> => {
  const { findings } = await runFaults({ ...small, ...wishes });
  return [...new Set(findings.map(({ kind }) => kind))];
};

describe('the checker of faults (real: fleets with one service broken on purpose)', () => {
  it('catches an orchestrator that accepts before the commit', async () => {
    const kills = repeated(4, { kind: 'kill', process: 'orchestrator', with: 'gateway' });
    const entries = { orchestrator: broken('orchestrator-early-accept') };
    expect(await found({ kills, aim: 'accepted', fleet: { entries } })).toContain('lost');
  }, 240_000);

  it('catches insights that count without a cursor', async () => {
    const kills = repeated(2, { kind: 'kill', process: 'insights' });
    expect(await found({ kills, fleet: { entries: { insights: broken('insights-no-cursor') } } })).toContain('doubled');
  }, 240_000);

  it('catches an orchestrator that appends without the expected head', async () => {
    const kills = repeated(4, { kind: 'pause', process: 'orchestrator', for_ms: 5000 });
    const entry = broken('orchestrator-no-head');
    const fleet = { entries: { orchestrator: entry, 'orchestrator-2': entry }, replicas: { orchestrator: 2 } };
    expect(await found({ kills, fleet })).toContain('doubled');
  }, 240_000);

  it('finds nothing in a whole fleet of two orchestrators, one of which stops and wakes as a stale writer', async () => {
    const kills = repeated(3, { kind: 'pause', process: 'orchestrator', for_ms: 5000 });
    expect(await found({ kills, fleet: { replicas: { orchestrator: 2 } } })).toEqual([]);
  }, 240_000);
});
