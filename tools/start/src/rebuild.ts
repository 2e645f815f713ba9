import { RebuildInsights } from '@parley/contracts';
import { secretsOf } from '@parley/fleet';
import { connectFleet, serviceCall } from '@parley/messaging';
import { Logger, Metrics } from '@parley/runtime';
import { runningFleet } from './running-fleet.js';
import type { Entry } from './step.js';

/** The service whose rights this command uses: one of those that `RebuildInsights` is answered to. */
const AS = 'gateway';

const rebuildInsights = async (stateFolder: string): Promise<number> => {
  const { nats_url } = runningFleet(stateFolder);
  const nats_password = secretsOf(stateFolder, [AS]).nats[AS];
  const logger = Logger.open('rebuild', 'warn');
  const connection = connectFleet({
    name: AS,
    nats_url,
    nats_user: AS,
    nats_password,
    logger,
    metrics: new Metrics(AS),
  });
  try {
    const { deadlineMs } = RebuildInsights;
    const call = serviceCall({ tenant: '', service: AS, cause: 'npm run rebuild', deadline_ms: deadlineMs });
    return (await connection.fleet.ask(RebuildInsights, {}, call)).events;
  } finally {
    await connection.close();
  }
};

const onlyInsights = async (args: readonly string[]): Promise<void> => {
  if (args.length !== 1 || args[0] !== 'insights') throw new Error('only insights can be rebuilt');
};

/** `npm run rebuild -- insights`: the running fleet throws its roll-ups away and counts again from the producers' logs. */
export const rebuildCommand = async ({ stateFolder, step, args }: Omit<Entry, 'projectFolder'>): Promise<void> => {
  await step('arguments', 'npm run rebuild -- insights', () => onlyInsights(args));
  const events = await step('rebuild', 'start Parley with `npm start` in another terminal, then try again', () =>
    rebuildInsights(stateFolder),
  );
  console.log(`counted again: ${events} events`);
};
