import {
  AckPolicy,
  DeliverPolicy,
  RetentionPolicy,
  StorageType,
  jetstream,
  jetstreamManager,
  type Consumer,
  type ConsumerConfig,
  type JetStreamManager,
  type StreamConfig,
} from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/transport-node';
import type { Service, StreamContract } from '@parley/contracts';

/** A broker that has just come back may swallow a request; it is made again soon. */
const TIMEOUT_MS = 1000;
const NANOSECONDS = 1_000_000_000;

const streamConfig = (contract: StreamContract): Partial<StreamConfig> & { name: string } => ({
  name: contract.name,
  subjects: [...contract.subjects],
  storage: contract.storage === 'memory' ? StorageType.Memory : StorageType.File,
  retention: RetentionPolicy.Limits,
  max_age: contract.max_age_s * NANOSECONDS,
  max_bytes: contract.max_bytes,
});

/**
 * The reader's own place in a stream. Nothing is acknowledged: the reader's cursors say what it has applied. No filter
 * by type either: positions count the producer's events of all types, so one left out would look like a gap.
 */
const consumerConfig = (reader: Service): Partial<ConsumerConfig> & { durable_name: string } => ({
  durable_name: reader,
  ack_policy: AckPolicy.None,
  deliver_policy: DeliverPolicy.New,
  mem_storage: true,
});

/** What is there is not what the contract says; somebody has to decide which of them is right. */
export class Differs extends Error {
  override readonly name = 'Differs';
}

function compare(what: string, wanted: object, there: object): void {
  for (const [field, value] of Object.entries(wanted)) {
    const found = (there as Record<string, unknown>)[field];
    if (JSON.stringify(found) === JSON.stringify(value)) continue;
    throw new Differs(
      `${what} is there with another ${field}: ${JSON.stringify(found)} instead of ${JSON.stringify(value)}`,
    );
  }
}

const missing = (error: unknown): undefined => {
  const code = (error as { code?: number }).code;
  if (code === STREAM_NOT_FOUND || code === CONSUMER_NOT_FOUND) return undefined;
  throw error;
};
const STREAM_NOT_FOUND = 10_059;
const CONSUMER_NOT_FOUND = 10_014;

const options = { checkAPI: false, timeout: TIMEOUT_MS };

export const streamManager = (nats: NatsConnection): Promise<JetStreamManager> => jetstreamManager(nats, options);

export const streamConsumer = (nats: NatsConnection, stream: string, reader: Service): Promise<Consumer> =>
  jetstream(nats, options).consumers.get(stream, reader);

/** Makes the stream unless it is there. Rejects with `Differs`. */
export async function ensureStream(manager: JetStreamManager, contract: StreamContract): Promise<void> {
  const wanted = streamConfig(contract);
  const there = await manager.streams.info(contract.name).catch(missing);
  if (there) compare(`stream ${contract.name}`, wanted, there.config);
  else await manager.streams.add(wanted);
}

/** Makes the reader's consumer unless it is there. Rejects with `Differs`, or when there is no stream yet. */
export async function ensureConsumer(manager: JetStreamManager, stream: string, reader: Service): Promise<void> {
  const wanted = consumerConfig(reader);
  const there = await manager.consumers.info(stream, reader).catch(missing);
  if (there) compare(`consumer ${reader} of ${stream}`, wanted, there.config);
  else await manager.consumers.add(stream, wanted);
}
