import { RebuildInsights } from '@parley/contracts';
import { serviceCall } from '@parley/messaging';
import { AS, withFleet } from './fleet-connection.js';
import type { Entry } from './step.js';

const rebuildInsights = (stateFolder: string): Promise<number> =>
  withFleet(stateFolder, async ({ fleet }) => {
    const { deadlineMs } = RebuildInsights;
    const call = serviceCall({ tenant: '', service: AS, cause: 'npm run rebuild', deadline_ms: deadlineMs });
    return (await fleet.ask(RebuildInsights, {}, call)).events;
  });

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
