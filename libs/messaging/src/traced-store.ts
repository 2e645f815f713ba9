import { traced } from '@parley/runtime';
import type { Collection, CollectionSpec, Store, Stored } from '@parley/storage';

const operations = ['get', 'find', 'findAcrossTenants', 'insert', 'insertIfAbsent', 'update', 'delete'] as const;

type Work = (...args: unknown[]) => Promise<unknown>;

/** Each of these methods of the same object becomes a step of the trace in which it is called. */
function trace(target: object, methods: readonly string[], facts: Record<string, string>): void {
  const all = target as Record<string, Work>;
  for (const method of methods) {
    const work = all[method]!.bind(target);
    const name = `store ${method}${facts['db.collection.name'] ? ` ${facts['db.collection.name']}` : ''}`;
    const described = { 'db.operation.name': method, ...facts };
    all[method] = (...args) => traced(name, described, () => work(...args));
  }
}

/** The same store, whose reads and writes are steps of traces; what they are about is not told. */
export function tracedStore(store: Store): Store {
  const open = store.collection.bind(store);
  store.collection = <D extends Stored>(spec: CollectionSpec<D>): Collection<D> => {
    const collection = open(spec);
    trace(collection, operations, { 'db.collection.name': spec.name });
    return collection;
  };
  trace(store, ['bulk'], {});
  return store;
}
