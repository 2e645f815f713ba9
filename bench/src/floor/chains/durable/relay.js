import { jetstream } from '@nats-io/jetstream';

const EVERY_MS = 25;
const MOST = 500;

/** Carries what was committed to JetStream: several events in one message, in order, each again until it was acknowledged. */
export function startRelay(store, connection) {
  const stream = jetstream(connection);
  const select = store.database.prepare(
    'SELECT number, partition, position, document FROM events WHERE number > ? ORDER BY number LIMIT ?',
  );
  const remember = store.database.prepare(
    'INSERT INTO relayed VALUES (1, ?) ON CONFLICT (one) DO UPDATE SET number = excluded.number',
  );
  let relayed = store.database.prepare('SELECT number FROM relayed').get()?.number ?? 0;
  let running = true;

  async function carry() {
    const events = select.all(relayed, MOST);
    if (events.length > 0) {
      const last = events.at(-1).number;
      await stream.publish('floor.events', JSON.stringify(events), { msgID: `${relayed}-${last}` });
      relayed = last;
      void store.write(() => remember.run(last));
    }
    return events.length;
  }

  async function loop() {
    if (!running) return;
    const carried = await carry().catch(() => 0);
    setTimeout(loop, carried === MOST ? 0 : EVERY_MS);
  }
  void loop();

  return async function finish() {
    running = false;
    while ((await carry()) > 0);
  };
}
