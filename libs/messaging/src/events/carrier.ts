import type { EventLog, StoredEvent } from '@parley/storage';
import type { Bus } from '../bus.js';
import { Lane, type Framed } from '../lane.js';
import type { EndOfTurn } from '../turn.js';

/** Events of so many milliseconds share a message; the first after a pause goes at once. */
const GATHER_MS = 100;
/** While the bus is away an event is kept so long, in milliseconds; readers find older ones in the log. */
const PATIENCE_MS = 2000;

/**
 * Puts what was committed on the producer's stream, one subject for each type, several events in one message (a JSON
 * array). Nothing waits for the stream's receipt: the log is the truth and readers notice a gap by its positions.
 */
export function carryEvents(log: EventLog, bus: Bus, turn: EndOfTurn): void {
  const lanes = new Map<string, Lane<Framed>>();
  const laneOf = (subject: string): Lane<Framed> => {
    let lane = lanes.get(subject);
    if (!lane) lanes.set(subject, (lane = new Lane(turn, GATHER_MS, (message) => bus.publish(subject, message))));
    return lane;
  };
  const carry = (event: StoredEvent): void => {
    const frame = JSON.stringify(event);
    laneOf(event.subject).push({ frame, bytes: Buffer.byteLength(frame), expires: Date.now() + PATIENCE_MS });
  };
  log.onCommitted((events) => events.forEach(carry));
  bus.onConnect(() => lanes.forEach((lane) => lane.flush()));
}
