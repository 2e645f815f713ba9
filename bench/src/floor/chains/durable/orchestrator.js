import { connectBus } from '../bus.js';
import { onStop, ready, settings } from '../process.js';
import { tokenCheck } from '../tokens.js';
import { decide } from './decide.js';
import { startRelay } from './relay.js';
import { sessionLog } from './session-log.js';
import { openStore } from './store.js';

const SWEEP_MS = 1000;
const LAPSED_MS = 5000;
const BOT = { kind: 'bot' };

const bus = await connectBus(settings.bus);
const store = openStore(settings.store);
const log = sessionLog(store);
const principalOf = tokenCheck(settings.public_key);
const finishRelay = startRelay(store, bus.connection);

bus.answer('floor.session.open', async ({ token }) => {
  const principal = principalOf(token);
  return { session_id: await store.write(() => log.open(principal.tenant, principal.id)) };
});

/** The accept and the reading begin together; nothing is released before both the message and its answer are on disk. */
bus.answer('floor.turn.take', async ({ turns }) => {
  const accepting = store.write(() => turns.map(accept));
  const [accepted, readings] = await Promise.all([accepting, read(turns)]);
  return {
    turns: await store.write(() => accepted.map((turn, index) => (turn.error ? turn : answer(turn, readings[index])))),
  };
});

/** Without nlu the answer says that nothing was understood. */
async function read(turns) {
  const utterances = turns.map(({ text }) => ({ text }));
  const { readings } = await bus.ask('floor.nlu.parse', { utterances }).catch(() => ({}));
  return readings ?? turns.map(() => ({ language: 'en', act: null, intents: [] }));
}

function accept(turn) {
  const principal = principalOf(turn.token);
  if (!principal) return { error: 'auth.token_invalid' };
  if (Date.now() > turn.deadline) return { error: 'fleet.deadline_exceeded' };
  if (!log.belongs(principal.tenant, turn.session_id, principal.id)) return { error: 'session.not_found' };
  const author = { kind: 'customer', id: principal.id, name: 'Visitor' };
  return { tenant: principal.tenant, entry: log.accept(principal.tenant, turn, author, new Date().toISOString()) };
}

function answer({ tenant, entry }, reading) {
  const reply = log.answer(tenant, entry, decide(reading), new Date().toISOString());
  const { id: message_id, session_id, seq } = entry;
  const { method, cost, execution_time_ms } = reply;
  return {
    status: 'done',
    session_id,
    message_id,
    seq,
    message: entry,
    owner: BOT,
    answer: reply,
    method,
    cost,
    execution_time_ms,
  };
}

/** What a crash left open is answered by whoever runs next. */
async function finishLapsed() {
  const lapsed = log.openBefore(new Date(Date.now() - LAPSED_MS).toISOString());
  if (lapsed.length === 0) return;
  const readings = await read(lapsed.map(({ entry }) => entry));
  await store.write(() => lapsed.forEach((turn, index) => answer(turn, readings[index])));
}
setInterval(finishLapsed, SWEEP_MS);

ready();
onStop(async () => {
  await finishRelay();
  store.database.close();
  await bus.connection.close();
});
