import { describe, expect, it } from '@jest/globals';
import { services, type Service } from '@parley/contracts';
import { connectionsOf, type ServiceSources } from './connections.js';

const of = (more: Partial<ServiceSources>) => {
  const one = { variables: [], keepsDocuments: false, readsBesidePassages: false, usesRedis: false, ...more };
  const all = Object.fromEntries(services.map((service) => [service, one])) as Record<Service, ServiceSources>;
  const { connections, faults } = connectionsOf(all);
  return { ...connections['nlu']!, faults };
};

describe('connectionsOf', () => {
  it('leads who keeps documents to MongoDB, and nobody else whom it is told to', () => {
    const variables = ['PARLEY_STORE', 'PARLEY_MONGODB_URL', 'PARLEY_REDIS_URL'];
    expect(of({ variables }).reaches).toEqual({});
    expect(of({ variables, keepsDocuments: true }).reaches).toEqual({
      mongodb: { secrets: ['PARLEY_MONGODB_URL'], when: [] },
    });
    expect(of({ variables, readsBesidePassages: true }).reaches).toEqual({
      mongodb: { secrets: ['PARLEY_MONGODB_URL'], when: [], beside: 'pinecone' },
    });
    expect(of({ variables, usesRedis: true }).reaches).toEqual({ redis: { secrets: ['PARLEY_REDIS_URL'], when: [] } });
  });

  it('keeps secrets apart from what may stand in values, and says what switches a connection on', () => {
    expect(of({ variables: ['PARLEY_EMBEDDINGS', 'PARLEY_OPENAI_KEY', 'PARLEY_LOG_LEVEL', 'PARLEY_STATE'] })).toEqual({
      reaches: { models: { secrets: ['PARLEY_OPENAI_KEY'], when: ['PARLEY_EMBEDDINGS'] } },
      settings: ['PARLEY_EMBEDDINGS', 'PARLEY_LOG_LEVEL'],
      fixed: ['PARLEY_STATE'],
      faults: [],
    });
  });

  it('asks what a variable leads to that it does not know', () => {
    expect(of({ variables: ['PARLEY_NEW'] }).faults[0]).toMatch(/^PARLEY_NEW of gateway: say in .*connections\.ts/);
  });
});
