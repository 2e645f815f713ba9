import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { download } from './nats-server.js';

const folder = mkdtempSync(join(tmpdir(), 'parley-download-'));
const name = `nats-server-v2.15.2-${platform()}-${arch() === 'x64' ? 'amd64' : 'arm64'}`;

const archive = (): Buffer => {
  mkdirSync(join(folder, name));
  writeFileSync(join(folder, name, 'nats-server'), '#!/bin/sh\necho "nats-server: v2.15.2"\n');
  execFileSync('tar', ['-czf', 'archive.tar.gz', name], { cwd: folder });
  return readFileSync(join(folder, 'archive.tar.gz'));
};

describe('the official release of nats-server (real: archive, tar, HTTP; the release site is one of our own)', () => {
  let site: Server;
  let url: string;
  let sum: string;
  let into: string;

  beforeAll(async () => {
    const bytes = archive();
    site = createServer(({ url }, response) => {
      if (url === `/v2.15.2/${name}.tar.gz`) response.end(bytes);
      else if (url === '/v2.15.2/SHA256SUMS') response.end(`${'0'.repeat(64)}  another.zip\n${sum}  ${name}.tar.gz\n`);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  beforeEach(() => {
    sum = createHash('sha256')
      .update(readFileSync(join(folder, 'archive.tar.gz')))
      .digest('hex');
    into = mkdtempSync(join(folder, 'bin-'));
  });
  afterAll(() => {
    site.close();
    rmSync(folder, { recursive: true });
  });

  it('is unpacked where its sum is right', async () => {
    await download(into, url);
    expect(execFileSync(join(into, 'nats-server')).toString()).toBe('nats-server: v2.15.2\n');
    expect(readdirSync(into)).toEqual(['nats-server']);
  });

  it('is refused, and nothing is kept of it, where its sum is another', async () => {
    sum = 'f'.repeat(64);
    await expect(download(into, url)).rejects.toThrow(/has SHA-256 [0-9a-f]{64}, the release says f{64}/);
    expect(readdirSync(into)).toEqual([]);
  });

  it('is missed loudly where there is none', async () => {
    await expect(download(into, `${url}/elsewhere`)).rejects.toThrow('answered 404');
  });
});
