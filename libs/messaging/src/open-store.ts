import { join } from 'node:path';
import type { ServiceConfig } from '@parley/runtime';
import { openSqliteStore, type Store } from '@parley/storage';

/** The service's own documents, in the adapter that its settings name. */
export async function openStore(service: string, { store, state }: ServiceConfig): Promise<Store> {
  switch (store) {
    case 'sqlite':
      return openSqliteStore({ file: join(state, `${service}.sqlite`) });
    case 'mongodb':
      throw new Error('PARLEY_STORE=mongodb is not supported yet');
  }
}
