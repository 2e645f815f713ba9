import * as actions from './actions.js';
import * as accounts from './accounts.js';
import type { EventContract, RequestContract } from './contract.js';
import * as desk from './desk.js';
import * as documents from './documents.js';
import { requestsAbout } from './events.js';
import * as handoff from './handoff.js';
import * as ingestion from './ingestion.js';
import * as insights from './insights.js';
import * as intents from './intents.js';
import * as llm from './llm.js';
import * as nlu from './nlu.js';
import * as orchestrator from './orchestrator.js';
import * as ownership from './ownership.js';
import * as tenantConfig from './tenant-config.js';

const rooms = [
  accounts,
  tenantConfig,
  orchestrator,
  ownership,
  nlu,
  intents,
  llm,
  handoff,
  desk,
  ingestion,
  documents,
  insights,
  actions,
];
const declared = rooms.flatMap((room) => Object.entries(room));

const startsWith =
  <C extends { subject: string }>(prefix: string) =>
  (entry: [string, unknown]): entry is [string, C] => {
    const value = entry[1];
    return (
      typeof value === 'object' && value !== null && 'subject' in value && String(value.subject).startsWith(prefix)
    );
  };

const events = Object.fromEntries(declared.filter(startsWith<EventContract>('evt.')));

const about = requestsAbout(Object.values(events));

/** Every request and every event of the fleet, by the name it is exported under. */
export const catalogue = {
  requests: { ...Object.fromEntries(declared.filter(startsWith<RequestContract>('rpc.'))), ...about },
  events,
  /** Names of the requests that come with events: `libs/messaging` asks and answers them for every service. */
  aboutEvents: Object.keys(about),
};
