import { deadLetterRequests, type DeadLetter, type Service } from '@parley/contracts';
import { type FleetConnection, serviceCall } from '@parley/messaging';
import { AS, withFleet } from './fleet-connection.js';
import type { Entry } from './step.js';
import { USE, wantedOf } from './wanted-letter.js';

const PAGE = 100;

const call = () => serviceCall({ tenant: '', service: AS, cause: 'npm run dead-letters' });

const show = ({ id, subject, reason, attempts, at }: DeadLetter): string =>
  `${id}  ${at}  ${subject}  ${reason} (${attempts} attempts)`;

const list = async ({ fleet }: FleetConnection, service: Service): Promise<DeadLetter[]> => {
  const { list: ask } = deadLetterRequests(service);
  const letters: DeadLetter[] = [];
  for (let page: DeadLetter[] = []; ; letters.push(...page)) {
    const after = letters.at(-1)?.id;
    page = (await fleet.ask(ask, { limit: PAGE, ...(after === undefined ? {} : { after }) }, call())).items;
    if (page.length === 0) return letters;
  }
};

/** Lists the events that a service could not apply; with an id, applies that one again, or drops it. */
export const deadLettersCommand = async ({ stateFolder, step, args }: Omit<Entry, 'projectFolder'>): Promise<void> => {
  const { service, id, why } = await step('arguments', USE, async () => wantedOf(args));
  const { redrive, drop } = deadLetterRequests(service);
  const lines = await step('dead letters', 'is the fleet there, and what does the log of the service say?', () =>
    withFleet(stateFolder, async (connection) => {
      if (id === undefined) return (await list(connection, service)).map(show);
      const { fleet } = connection;
      const { state } = await (why === undefined
        ? fleet.ask(redrive, { id }, call())
        : fleet.ask(drop, { id, why }, call()));
      return [`${id}  ${state}`];
    }),
  );
  for (const line of lines.length > 0 ? lines : ['none']) console.log(line);
};
