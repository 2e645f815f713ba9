import { catalogue, services, type EventContract, type RequestContract, type Service } from '@parley/contracts';
import type { Mention } from './mentions.js';

const HEADER = `# The fleet's messages

Every request and every event: who owns it, where it is answered, who asks. Written by \`npm run fleet-map\` from the
contracts and the sources; \`npm run check\` fails when it is stale.`;

type Mentions = readonly Mention[];

/** The name of the app or lib. */
const serviceOf = ({ file }: Mention): string => file.split('/')[1]!;

const linked = (file: string): string => `[${file.split('/').at(-1)}](../${file})`;

/** Files without lines: the page changes when the structure does, not when a line moves. */
const list = (mentions: Mentions): string =>
  [...new Set(mentions.map(({ file }) => file))].map(linked).join('<br>') || '–';

const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** These are asked and answered alike for every service. */
const EVERYWHERE = 'libs/messaging';
const isEverywhere = (name: string): boolean => catalogue.aboutEvents.includes(name);

const requestRow = (name: string, contract: RequestContract, mentions: Mentions): string[] => [
  `**${name}**<br>\`${contract.subject}\``,
  isEverywhere(name) ? EVERYWHERE : list(mentions.filter(({ as }) => as === 'answer')),
  list(mentions.filter((mention) => mention.as === 'use' && serviceOf(mention) !== contract.owner)),
  `${contract.deadlineMs} ms${contract.idempotent ? '' : ', once'}`,
  contract.errors.map((code) => `\`${code}\``).join('<br>') || '–',
];

const eventRow = (name: string, contract: EventContract, mentions: Mentions): string[] => [
  `**${name}**<br>\`${contract.subject}\``,
  list(mentions.filter(({ as }) => as === 'use')),
  contract.readBy.join(', ') || '–',
  list(mentions.filter(({ as }) => as === 'reaction')),
];

const section = (service: Service, mentions: Mentions): string => {
  const of = (name: string): Mentions => mentions.filter(({ contract }) => contract === name);
  const owned = <C extends { owner: Service }>(contracts: Record<string, C>): [string, C][] =>
    Object.entries(contracts).filter(([, { owner }]) => owner === service);
  const requests = owned(catalogue.requests).map(([name, contract]) => requestRow(name, contract, of(name)));
  const events = owned(catalogue.events).map(([name, contract]) => eventRow(name, contract, of(name)));
  return [
    `## ${service}`,
    ...(requests.length ? [table(['request', 'answered at', 'asked from', 'deadline', 'errors'], requests)] : []),
    ...(events.length ? [table(['event', 'published from', 'readers', 'read at'], events)] : []),
  ].join('\n\n');
};

const ownsSomething = (service: Service): boolean =>
  [...Object.values(catalogue.requests), ...Object.values(catalogue.events)].some(({ owner }) => owner === service);

/** The whole page. */
export const fleetMap = (mentions: Mentions): string =>
  [HEADER, ...services.filter(ownsSomething).map((service) => section(service, mentions))].join('\n\n') + '\n';

/** What is wrong with the fleet as a whole: a request that nobody or two answer, or that one asks who may not. */
export const faultsOf = (mentions: Mentions): string[] =>
  Object.entries(catalogue.requests).flatMap(([name, { owner, askedBy }]) => {
    const those = mentions.filter(({ contract }) => contract === name);
    const answers = those.filter(({ as }) => as === 'answer');
    const asking = those.filter(({ as, file }) => as === 'use' && file.startsWith('apps/')).map(serviceOf);
    const strangers = [...new Set(asking)].filter(
      (service) => service !== owner && !askedBy.some((one) => one === service),
    );
    return [
      ...(answers.length === 1 || isEverywhere(name) ? [] : [`${name} is answered at ${answers.length} places`]),
      ...answers
        .filter((answer) => serviceOf(answer) !== owner)
        .map(({ file }) => `${name} of ${owner} is answered in ${file}`),
      ...strangers.map((service) => `${name} is asked by ${service}, which askedBy does not name`),
    ];
  });
