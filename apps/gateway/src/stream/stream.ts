import type { FleetError } from '@parley/contracts';
import type { SessionEvent } from './parts.js';
import type { Sink } from './session-feed.js';

/** The events of one session on their way to one reader. */
export interface Stream extends Sink {
  onClose(listener: () => void): void;
  /** Tells what carries no id: `heartbeat`, `error`, a `state` that is no entry. */
  tell(type: SessionEvent['type'], data: object): void;
  end(error?: FleetError): void;
}
