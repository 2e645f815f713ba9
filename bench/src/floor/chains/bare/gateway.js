import { connectBus } from '../bus.js';
import { serve } from '../http.js';
import { onStop, ready, settings } from '../process.js';

const bus = await connectBus(settings.bus);

/** HTTP, and behind it four round trips on the bus: this one, and the three of the orchestrator. */
async function handle(request, bytes) {
  const { message, client_message_id } = JSON.parse(bytes.toString('utf8'));
  return { status: 200, data: await bus.ask('floor.turn.take', { path: request.url, message, client_message_id }) };
}

await serve(settings.http_port, handle);
ready();
onStop(() => bus.connection.close());
