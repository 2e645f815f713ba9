import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'parley-finding-'));
const compiled = new URL('../../dist/index.js', import.meta.url).href;
afterAll(() => rmSync(folder, { recursive: true }));

interface Found {
  readonly path?: string;
  readonly error?: string;
  readonly said: string[];
}

describe('finding servers (real: processes, PATH; the servers and what installs them are scripts)', () => {
  let path: string;
  let bin: string;
  let sources: string;

  beforeEach(() => {
    path = mkdtempSync(join(folder, 'path-'));
    bin = join(mkdtempSync(join(folder, 'state-')), 'bin');
    sources = mkdtempSync(join(folder, 'sources-'));
    writeFileSync(join(sources, 'main.go'), 'package main');
  });

  const program = (name: string, script: string, where = path): string => {
    writeFileSync(join(where, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return join(where, name);
  };
  const prints = (text: string): string => `echo '${text}'`;

  const find = (call: string, variables: Record<string, string> = {}): Found => {
    const script = `
      import * as fleet from ${JSON.stringify(compiled)};
      const said = [];
      const say = (line) => said.push(line);
      const found = await fleet.${call}.then((path) => ({ path }), ({ message }) => ({ error: message }));
      console.log(JSON.stringify({ ...found, said }));
    `;
    const env = { PATH: path, ...variables };
    const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      env,
      encoding: 'utf8',
    });
    if (!stdout) throw new Error(stderr);
    return JSON.parse(stdout) as Found;
  };
  const findNats = (variables?: Record<string, string>): Found =>
    find(`findNatsServer(${JSON.stringify(bin)}, say)`, variables);
  const findRedis = (variables?: Record<string, string>): Found => find('findRedisServer(say)', variables);

  const findRenderer = (): Found => find(`findChartRenderer(${JSON.stringify(bin)}, ${JSON.stringify(sources)}, say)`);
  const findChromium = (variables?: Record<string, string>): Found => find('findChromium(say)', variables);

  it('takes the nats-server on PATH when it is new enough', () => {
    const there = program('nats-server', prints('nats-server: v2.11.16'));
    expect(findNats()).toEqual({ path: there, said: [] });
  });

  it('builds one with Go where the one on PATH is too old, and finds it again', () => {
    program('nats-server', prints('nats-server: v2.9.10'));
    program(
      'go',
      `[ "$*" = "install github.com/nats-io/nats-server/v2@v2.15.2" ] && /bin/cp ${path}/new $GOBIN/nats-server`,
    );
    program('new', prints('nats-server: v2.15.2'));
    const built = join(bin, 'nats-server');
    expect(findNats()).toEqual({ path: built, said: ['building nats-server v2.15.2 with Go (about half a minute)'] });
    expect(existsSync(built)).toBe(true);
    expect(findNats()).toEqual({ path: built, said: [] });
  });

  it('goes on with Homebrew where Go fails', () => {
    program('go', 'exit 1');
    program('brew', `[ "$*" = "install nats-server" ] && /bin/cp ${path}/new ${path}/nats-server`);
    program('new', prints('nats-server: v2.12.1'));
    const { path: found, said } = findNats();
    expect(found).toBe(join(path, 'nats-server'));
    expect(said.map((line) => line.split(' ')[0])).toEqual(['building', 'that', 'installing']);
  });

  it.each([
    [prints('nats-server: v2.11.15'), 'names version 2.11.15; at least 2.11.16 is needed'],
    ['exit 1', 'which does not run as a nats-server'],
  ])('refuses the one that was chosen when it will not do: %s', (script, reason) => {
    const chosen = program('chosen', script);
    program('nats-server', prints('nats-server: v2.15.2'));
    expect(findNats({ PARLEY_NATS_SERVER: chosen }).error).toContain(reason);
  });

  it('takes the redis-server on PATH, and the one that was chosen before it', () => {
    const there = program('redis-server', prints('Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc bits=64'));
    const chosen = program('valkey-server', prints('Valkey server v=8.0.1 sha=00000000:0 malloc=jemalloc bits=64'));
    expect(findRedis()).toEqual({ path: there, said: [] });
    expect(findRedis({ PARLEY_REDIS_SERVER: chosen })).toEqual({ path: chosen, said: [] });
  });

  it('says what it does before it installs redis-server with apt', () => {
    if (process.getuid?.() !== 0) return expect(findRedis().path).toBeUndefined();
    program('apt-get', `[ $1 = update ] || /bin/cp ${path}/new ${path}/redis-server`);
    program('new', prints('Redis server v=7.0.15 sha=0'));
    const said = ['installing redis-server with apt-get (this machine runs as root and has none)'];
    expect(findRedis()).toEqual({ path: join(path, 'redis-server'), said });
  });

  it('takes the Chromium that is there when it is new enough, and the one that was chosen before it', () => {
    const there = program('google-chrome', prints('Google Chrome 156.0.7444.1 '));
    program('chromium', prints('Chromium 110.0.1.2 built on Debian'));
    const chosen = program('chosen', prints('Chromium 130.0.1.2'));
    expect(findChromium()).toEqual({ path: there, said: [] });
    expect(findChromium({ PARLEY_CHROMIUM: chosen })).toEqual({ path: chosen, said: [] });
    expect(findChromium({ PARLEY_CHROMIUM: path }).error).toContain('PARLEY_CHROMIUM does not name');
  });

  it('builds the renderer of charts with Go, finds it again, and builds it anew when its sources change', () => {
    program('go', 'while [ "$1" != -o ]; do shift; done; echo "#!/bin/sh" > $2');
    const said = ['building the renderer of charts with Go (about half a minute)'];
    const built = findRenderer();
    expect(built).toEqual({ path: expect.stringContaining(join(bin, 'chart-renderer-')), said });
    expect(existsSync(built.path!)).toBe(true);
    expect(findRenderer()).toEqual({ path: built.path, said: [] });
    writeFileSync(join(sources, 'main.go'), 'package main // changed');
    expect(findRenderer().path).not.toBe(built.path);
  });

  it.each([
    ['there is no Go', undefined, /^no Go: charts are not rendered/],
    ['Go fails', 'exit 1', /^that failed: /],
  ])('goes without the renderer of charts where %s, and says so', (_, script, word) => {
    if (script) program('go', script);
    const { path: found, said } = findRenderer();
    expect(found).toBeUndefined();
    expect(said.at(-1)).toMatch(word);
  });

  it('goes without redis-server where none can be had, and says what that means', () => {
    const { path: found, said } = findRedis();
    expect(found).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/^no redis-server: Parley runs without it\. Rate limits/)]);
  });
});
