import { describe, expect, it } from '@jest/globals';
import type { IngestionConfig } from '../config.js';
import { AddressGuard } from './address-guard.js';
import { FetchDocument } from './fetch-document.js';

describe('a document from an address', () => {
  const config = { fetch_ports: '80,443' } as IngestionConfig;

  it('is not waited for any more once it is called off, though nobody answers for its name', async () => {
    let asked = 0;
    const mute = { addresses: () => new Promise<never>(() => void asked++) };
    const calling = new AbortController();
    const fetched = new FetchDocument(new AddressGuard(config, mute)).fetch('http://mute.example/', calling.signal);
    setImmediate(() => calling.abort());
    await expect(fetched).rejects.toMatchObject({ name: 'FetchFailed' });
    expect(asked).toBe(1);
  }, 1000);
});
