import { FleetError } from '@parley/contracts';
import {
  MongoClient,
  MongoError,
  MongoServerError,
  MongoTopologyClosedError,
  type Db,
  type MongoClientOptions,
} from 'mongodb';

/** How long finding the server, connecting, and waiting for its reply may each take, in milliseconds. */
const patience = 2000;

/** The server's own codes for "not now": stepping down, starting, shutting down, out of time, write concern not met.
 * https://github.com/mongodb/mongo/blob/master/src/mongo/base/error_codes.yml */
const notNow = new Set([
  6, 7, 50, 64, 79, 89, 91, 100, 112, 133, 134, 189, 202, 262, 317, 358, 384, 9001, 10107, 11600, 11602, 13435, 13436,
]);
const duplicateKey = 11000;

const durable: MongoClientOptions = {
  writeConcern: { w: 'majority', journal: true },
  readConcern: { level: 'majority' },
  serverSelectionTimeoutMS: patience,
  connectTimeoutMS: patience,
};

/** Connection to one database. The driver connects with the first command and again after a fault. */
export class MongoServer {
  private readonly client: MongoClient;
  private closed = false;
  readonly db: Db;

  constructor(
    private readonly url: string,
    private readonly database: string,
  ) {
    this.client = new MongoClient(url, { ...durable, socketTimeoutMS: patience });
    this.db = this.client.db(database);
  }

  /** Runs commands; a fault of the server becomes `store.unavailable`. */
  async run<T>(commands: () => Promise<T>): Promise<T> {
    if (this.closed) throw new FleetError('store.unavailable', { reason: 'closed' });
    try {
      return await this.connected(commands);
    } catch (error) {
      throw isFault(error) ? new FleetError('store.unavailable', {}, { cause: error }) : error;
    }
  }

  /** A client whose first connection failed stays closed for good, unless it is told to connect again. */
  private async connected<T>(commands: () => Promise<T>): Promise<T> {
    try {
      return await commands();
    } catch (error) {
      if (!(error instanceof MongoTopologyClosedError) || this.closed) throw error;
      await this.client.connect();
      return commands();
    }
  }

  /** For steps that may walk through all documents, over a connection that waits for their replies. */
  async patiently<T>(steps: (db: Db) => Promise<T>): Promise<T> {
    const client = new MongoClient(this.url, durable);
    try {
      return await steps(client.db(this.database));
    } finally {
      await client.close();
    }
  }

  /** A step that is done before the first use, and tried again after a fault. */
  once(step: () => Promise<unknown>): () => Promise<void> {
    let done: Promise<void> | undefined;
    return () =>
      (done ??= this.run(async () => void (await step())).catch((error: unknown) => {
        done = undefined;
        throw error;
      }));
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.client.close();
  }
}

function isFault(error: unknown): boolean {
  if (error instanceof MongoServerError) return notNow.has(Number(error.code));
  return error instanceof MongoError;
}

/** The name of the index that refused a write. */
export function refusedBy(error: unknown): string | undefined {
  if (!(error instanceof MongoServerError) || error.code !== duplicateKey) return undefined;
  return /index: (\S+)/.exec(error.message)?.[1];
}
