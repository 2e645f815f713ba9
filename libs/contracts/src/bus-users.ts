import { catalogue } from './catalogue.js';
import { deskSubject } from './desk.js';
import { liveSubject } from './orchestrator.js';
import { type Service, services } from './principal.js';

/** What one service may do on the bus, in the words of nats-server's configuration. */
export interface BusUser {
  readonly user: Service;
  readonly permissions: {
    readonly publish: { readonly allow: readonly string[] };
    readonly subscribe: { readonly allow: readonly string[] };
  };
}

const requests = Object.values(catalogue.requests);
const events = Object.values(catalogue.events);

/** What is pushed to whoever watches: by the orchestrator, the desk by handoff, and that somebody types by the gateway. */
const live: Partial<Record<Service, readonly string[]>> = {
  orchestrator: ['live.>'],
  handoff: [deskSubject('*')],
  gateway: [liveSubject('*', '*')],
};

/** One user a service, each with no more than its contracts need: what it asks, answers, tells and reads. */
export const busUsers = (): BusUser[] =>
  services.map((user) => ({
    user,
    permissions: { publish: { allow: publishes(user) }, subscribe: { allow: subscribes(user) } },
  }));

function publishes(service: Service): string[] {
  const asked = requests.filter(({ askedBy }) => askedBy.includes(service)).map(({ subject }) => subject);
  const answered = requests.filter(({ owner }) => owner === service);
  const inboxes = [...new Set(answered.flatMap(({ askedBy }) => askedBy))].map((asker) => `_INBOX.${asker}.>`);
  const told = events.some(({ owner }) => owner === service) ? [`evt.${service}.>`] : [];
  const read = events.some(({ readBy }) => readBy.includes(service)) ? ['$JS.ACK.>', `dead.${service}.>`] : [];
  const streams = told.length + read.length > 0 ? ['$JS.API.>'] : [];
  return [...asked, ...inboxes, ...told, ...read, ...streams, ...(live[service] ?? [])];
}

function subscribes(service: Service): string[] {
  const live = service === 'gateway' ? ['live.>'] : [];
  return [`rpc.${service}.>`, `_INBOX.${service}.>`, ...live];
}
