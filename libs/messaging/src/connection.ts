import type { Service } from '@parley/contracts';
import type { Logger, Metrics } from '@parley/runtime';
import { Asker } from './asker.js';
import { Bus } from './bus.js';
import { Fleet } from './fleet.js';
import { requestMeasures } from './measures.js';
import { EndOfTurn } from './turn.js';

export interface FleetConnection {
  readonly fleet: Fleet;
  readonly bus: Bus;
  readonly turn: EndOfTurn;
  close(): Promise<void>;
}

/** One side of the wire: enough to ask, publish and listen; a service adds its answers to it. */
export function connectFleet(options: {
  readonly name: Service;
  readonly nats_url: string;
  readonly nats_user?: string | undefined;
  readonly nats_password?: string | undefined;
  /** Requests to one subject within so many milliseconds go together; the first after a pause goes at once. */
  readonly gather_ms?: number | undefined;
  readonly logger: Logger;
  readonly metrics: Metrics;
}): FleetConnection {
  const { name, nats_url, nats_user, nats_password, gather_ms = 0, logger, metrics } = options;
  const bus = Bus.open({ name, url: nats_url, user: nats_user, password: nats_password }, logger);
  const turn = new EndOfTurn();
  const asker = new Asker(bus, turn, requestMeasures(metrics, 'asked'), { service: name, gather_ms });
  metrics.gauge({ name: 'parley_bus_connected', help: '1 while the bus is there.' }, (gauge) =>
    gauge.set(bus.connected ? 1 : 0),
  );
  metrics.gauge({ name: 'parley_asks_waiting', help: 'Requests without an answer yet.' }, (gauge) =>
    gauge.set(asker.waiting),
  );
  const close = async () => {
    asker.close();
    await bus.close();
  };
  return { fleet: new Fleet(bus, asker, turn), bus, turn, close };
}
