import { connectBus } from '../bus.js';
import { onStop, ready, settings } from '../process.js';

const bus = await connectBus(settings.bus);

bus.answer('floor.turn.take', async (turn) => {
  await bus.ask('floor.accounts', turn);
  await bus.ask('floor.nlu', turn);
  return bus.ask('floor.llm', turn);
});

ready();
onStop(() => bus.connection.close());
