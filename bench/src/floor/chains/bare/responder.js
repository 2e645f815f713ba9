import { connectBus } from '../bus.js';
import { onStop, ready, settings } from '../process.js';

const bus = await connectBus(settings.bus);

/** Gives back what it got: the far end of a round trip. */
bus.answer(settings.subject, (turn) => turn);

ready();
onStop(() => bus.connection.close());
