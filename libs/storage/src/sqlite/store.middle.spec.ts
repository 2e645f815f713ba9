import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { storeContract } from '../store.contract.js';
import { openSqliteStore } from './store.js';

describe('SQLite store (real: SQLite files)', () => {
  storeContract(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parley-store-'));
    const options = { file: join(folder, 'store.db') };
    return {
      opener: { opener: 'openSqliteStore', options },
      open: () => openSqliteStore(options),
      remove: () => rm(folder, { recursive: true }),
    };
  });
});
