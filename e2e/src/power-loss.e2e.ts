import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { checkAcknowledgements, recordWrites, signUpCompany, startFleet, tempFolder } from '@parley/testing';
import { Customer } from './faults/customer.js';

const folder = tempFolder('writes');
const recorder = await recordWrites(folder.path);
/** The broken one never answers what came over a stream. */
const longestTurnMs = 5000;
const unwatched = { sent: () => undefined, accepted: () => undefined };
const earlyAccept = join(import.meta.dirname, '..', 'broken', 'dist', 'orchestrator-early-accept.js');

describe('an accepted message survives the power (real: the fleet on SQLite; recorded: what the orchestrator writes, syncs and sends)', () => {
  afterAll(() => folder.remove());
  if ('skipped' in recorder) {
    it.skip(`recorded writes: ${recorder.skipped}`, () => undefined);
    return;
  }

  /** The ids of the entries of some conversations, and what the orchestrator did with them. */
  const played = async (entries: Record<string, string>, customers: number, questions: readonly string[]) => {
    const services = ['gateway', 'accounts', 'orchestrator', 'nlu', 'insights'] as const;
    const variables = { ...recorder.env, PARLEY_STORE: 'sqlite' };
    const fleet = await startFleet({ services, entries, variables });
    const pid = fleet.supervisor.pid('orchestrator')!;
    const ids: string[] = [];
    try {
      const { widget_key } = await signUpCompany(fleet.api);
      const converse = async () => {
        const customer = await Customer.arrive(fleet.api, widget_key, 10_000);
        for (const question of questions)
          await Promise.race([customer.say({ question, article: '' }, unwatched), sleep(longestTurnMs)]);
        ids.push(...(await customer.history()).map(({ id }) => id));
      };
      await Promise.all(Array.from({ length: customers }, converse));
    } finally {
      await fleet.stop();
    }
    return { ids, ...checkAcknowledgements(recorder.recordsOf(pid), ids) };
  };

  it('no entry leaves the orchestrator before the sync that covers it', async () => {
    const { ids, acknowledged, tooEarly } = await played({}, 6, ['merhaba', 'hello', 'thanks', 'tamam']);
    expect(ids).toHaveLength(48);
    expect(acknowledged.toSorted()).toEqual(ids.toSorted());
    expect(tooEarly).toEqual([]);
  }, 120_000);

  it('the same check finds an orchestrator that accepts before the commit', async () => {
    const { tooEarly } = await played({ orchestrator: earlyAccept }, 1, ['merhaba', 'hello']);
    expect(tooEarly).not.toEqual([]);
  }, 120_000);
});
