import { afterAll, describe, it } from '@jest/globals';
import { newId } from '@parley/contracts';
import { startMongoPeer } from '@parley/testing';
import { MongoClient } from 'mongodb';
import { storeContract } from '../store.contract.js';
import { openMongoStore } from './store.js';

const peer = await startMongoPeer();

describe('MongoDB store (real: a server with the wire protocol)', () => {
  if ('skipped' in peer) {
    it.skip(`needs a server: ${peer.skipped}`, () => undefined);
    return;
  }
  afterAll(() => peer.stop());

  storeContract(async () => {
    const database = `parley_${newId().replaceAll('-', '')}`;
    const options = { url: peer.url, database };
    return {
      opener: { opener: 'openMongoStore', options },
      open: () => openMongoStore(options),
      remove: async () => {
        const client = new MongoClient(peer.url);
        await client.db(database).dropDatabase();
        await client.close();
      },
    };
  });
});
