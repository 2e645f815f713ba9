import { describe, expect, it } from '@jest/globals';
import { refusalOf } from './server-version.js';

describe('refusalOf', () => {
  it.each(['2.11.16', '2.11.17', '2.12.0', '2.15.2', '2.12.0-RC.1', '3.0.0'])('takes %s', (version) => {
    expect(refusalOf(version)).toBeUndefined();
  });

  it.each(['2.9.10', '2.11.15', '2.10.30', '1.99.99', '0', ''])('refuses "%s" by name', (version) => {
    expect(refusalOf(version)?.message).toBe(`nats-server ${version} is too old; at least 2.11.16 is needed`);
  });
});
