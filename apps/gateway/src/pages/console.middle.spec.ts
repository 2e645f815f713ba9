import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenSigner, startBroker, tempFolder, type Broker } from '@parley/testing';
import { startDoor, type TestDoor } from '../testing/door.js';

const script = `console.log(${JSON.stringify('x'.repeat(2000))});`;

describe('the console’s files (real: gateway over HTTP, broker)', () => {
  const folder = tempFolder('console');
  let broker: Broker;
  let door: TestDoor | undefined;

  beforeAll(async () => {
    mkdirSync(join(folder.path, 'assets'));
    writeFileSync(join(folder.path, 'index.html'), '<!doctype html><title>Parley</title>');
    writeFileSync(join(folder.path, 'assets', 'main-abc.js'), script);
    writeFileSync(join(folder.path, '.sources'), 'not to be seen');
    broker = await startBroker();
    door = await startDoor(broker, await TokenSigner.create(), undefined, { console_folder: folder.path });
  }, 60_000);

  afterAll(async () => {
    await door?.remove();
    await broker.stop();
    folder.remove();
  });

  const get = async (path: string, headers: Record<string, string> = {}) => {
    const reply = await fetch(`${door!.url}${path}`, { headers, redirect: 'manual' });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };

  it.each(['/console/', '/console/index.html', '/console/chats/0192', '/console/knowledge?x=1.2'])(
    'answers %s with the page, which is asked for anew each time',
    async (path) => {
      const reply = await get(path);
      expect(reply.text).toContain('<title>Parley</title>');
      expect(reply.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(reply.headers.get('cache-control')).toBe('no-cache');
      expect(reply.headers.get('content-security-policy')).toContain("script-src 'self'");
      expect((await get(path, { 'if-none-match': reply.headers.get('etag')! })).status).toBe(304);
    },
  );

  it('sends what is named by its hash once and for all, compressed where that is taken', async () => {
    const zipped = await get('/console/assets/main-abc.js', { 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(zipped.text).toBe(script);
    const plain = await get('/console/assets/main-abc.js', { 'accept-encoding': 'gzip;q=0' });
    expect([plain.headers.get('content-encoding'), plain.text]).toEqual([null, script]);
  });

  it.each([
    ['/', 302],
    ['/console', 308],
  ])('is led to from %s', async (path, expected) => {
    const { status, headers } = await get(path);
    expect([status, headers.get('location')]).toEqual([expected, '/console/']);
  });

  it.each([
    '/console/assets/gone-xyz.js',
    '/console/.sources',
    '/console/%2e%2e/package.json',
    '/console/..%2f..%2fpackage.json',
    '/consolex',
  ])('knows nothing of %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });
});
