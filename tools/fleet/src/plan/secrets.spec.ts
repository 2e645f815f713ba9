import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretsOf } from './secrets.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('the secrets of a fleet', () => {
  it('are made once, one each, for nobody else to read', () => {
    const { redis, nats } = secretsOf(folder, ['llm', 'nlu']);
    expect(new Set([redis, nats['llm'], nats['nlu']]).size).toBe(3);
    expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(secretsOf(folder, ['llm', 'nlu'])).toMatchObject({ redis, nats });
  });

  it('get another key that seals before the one that opens what was sealed', () => {
    const { sealing } = secretsOf(folder, ['llm']);
    const [newest, ...others] = secretsOf(folder, ['llm'], { newKey: true }).sealing.split(',');
    expect([newest, ...others]).toEqual([expect.stringMatching(/^k2:[\w-]{43}$/), sealing]);
    expect(secretsOf(folder, ['llm']).sealing).toBe(`${newest},${sealing}`);
  });

  it('stay when a user joins, and when only one is asked for', () => {
    const before = secretsOf(folder, ['llm', 'nlu']);
    const { nats } = secretsOf(folder, ['llm', 'insights']);
    expect(nats).toEqual({ ...before.nats, insights: expect.any(String) });
    expect(secretsOf(folder, ['llm']).nats).toEqual(nats);
  });
});
