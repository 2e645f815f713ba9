import { DatabaseSync } from 'node:sqlite';
import { AckPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connectBus } from '../bus.js';
import { onStop, ready, settings } from '../process.js';

const bus = await connectBus(settings.bus);
const database = new DatabaseSync(settings.store);
database.exec(`
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS cursors (partition INTEGER PRIMARY KEY, position INTEGER);
  CREATE TABLE IF NOT EXISTS turns (partition INTEGER, tenant TEXT, day TEXT, method TEXT, count INTEGER,
    PRIMARY KEY (partition, tenant, day, method)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS jumps (partition INTEGER, position INTEGER);`);
const begin = database.prepare('BEGIN IMMEDIATE');
const commit = database.prepare('COMMIT');
const setCursor = database.prepare(
  'INSERT INTO cursors VALUES (?, ?) ON CONFLICT DO UPDATE SET position = excluded.position',
);
const countTurn = database.prepare(
  'INSERT INTO turns VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET count = count + excluded.count',
);
const noteJump = database.prepare('INSERT INTO jumps VALUES (?, ?)');
const cursors = new Map(
  database
    .prepare('SELECT partition, position FROM cursors')
    .all()
    .map((row) => [row.partition, row.position]),
);

/** The counts and the cursor of each partition move in one transaction, so an event that comes twice counts once. */
function apply(events) {
  begin.run();
  const moved = new Set();
  for (const { partition, position, document } of events) {
    const cursor = cursors.get(partition) ?? 0;
    if (position <= cursor) continue;
    if (position > cursor + 1) noteJump.run(partition, position);
    cursors.set(partition, position);
    moved.add(partition);
    const event = JSON.parse(document);
    countTurn.run(partition, event.tenant, event.at.slice(0, 10), event.data.method, event.data.count);
  }
  for (const partition of moved) setCursor.run(partition, cursors.get(partition));
  commit.run();
}

const consumer = await durableConsumer();
const messages = await consumer.consume({ callback: take });

/** Acknowledging a message acknowledges all before it, so it is enough to do it once in a while. */
let unacknowledged;
function take(message) {
  apply(message.json());
  unacknowledged = message;
}
setInterval(() => {
  unacknowledged?.ack();
  unacknowledged = undefined;
}, 1000);

async function durableConsumer() {
  const manager = await jetstreamManager(bus.connection);
  await manager.streams.add({ name: 'FLOOR', subjects: ['floor.events'] });
  await manager.consumers.add('FLOOR', {
    durable_name: 'insights',
    ack_policy: AckPolicy.All,
    ack_wait: 30_000_000_000,
  });
  return jetstream(bus.connection).consumers.get('FLOOR', 'insights');
}

ready();
onStop(async () => {
  messages.stop();
  database.close();
  await bus.connection.close();
});
