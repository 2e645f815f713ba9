import { join } from 'node:path';
import { describe } from '@jest/globals';
import { openSqliteStore, type Store } from '@parley/storage';
import { tempFolder } from '@parley/testing';
import { filesContract } from './files.contract.js';
import { StoredFiles } from './stored-files.js';

describe('files in the store (real: SQLite)', () => {
  filesContract(async () => {
    const folder = tempFolder('files');
    const stores: Store[] = [];
    return {
      open: async () => {
        const store = await openSqliteStore({ file: join(folder.path, 'ingestion.sqlite') });
        stores.push(store);
        return new StoredFiles(store);
      },
      remove: async () => {
        for (const store of stores) await store.close();
        folder.remove();
      },
    };
  });
});
