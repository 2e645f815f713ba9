import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findGoProgram, findNatsServer, writeSecretFiles } from '@parley/fleet';
import { tempFolder } from '@parley/testing';
import { type Connections, faultsOf } from './faults.js';
import { loadProject, type Project } from './project.js';

const folder = join(import.meta.dirname, '../../..');
const text = readFileSync(join(folder, 'docker-compose.yml'), 'utf8');
const example = readFileSync(join(folder, '.env.example'), 'utf8');
const fleet = JSON.parse(readFileSync(join(folder, 'helm/parley/generated/connections.json'), 'utf8')) as Readonly<
  Record<string, Connections>
>;

const tell = (line: string) => process.stderr.write(`${line}\n`);
const loader = await findGoProgram(
  {
    name: 'compose-check',
    building: 'building compose’s own loader with Go (about ten seconds)',
    without: 'no Go: docker-compose.yml is not loaded, and what is tested of it is skipped',
    folder: join(folder, '.parley', 'bin'),
    sources: join(folder, 'e2e', 'compose-check'),
  },
  tell,
);

const place = tempFolder('compose');
const variables = { PARLEY_SECRETS: join(place.path, 'secrets') };
beforeAll(() => void writeSecretFiles(variables.PARLEY_SECRETS, { redis: 'redis:6379' }));
afterAll(() => place.remove());

const load = (yaml: string): Project => {
  const file = join(place.path, 'docker-compose.yml');
  writeFileSync(file, yaml);
  return loadProject(loader!, { folder, file, variables });
};

/** One line of the file, or a part of one, written wrongly. */
const mistakes = [
  ['a service too few', /^ {2}insights:\n(?: {4}.*\n)+/m, '', /insights: it is missing/],
  ['a key that compose does not know', 'read_only: true', 'readonly: true', /readonly/],
  ['an anchor of nothing', '*hardened', '*hardend', /hardend/],
  ['a volume that is not declared', 'index:/index', 'indx:/index', /indx/],
  [
    'a profile that waits for one which is not started',
    'demo: { condition: service_c',
    'dem: { condition: service_c',
    /dem\b/,
  ],
  ['the latest image', 'nats:2.15.2-alpine', 'nats:latest', /nats: its image is not pinned/],
  ['an image without a version', 'mongo:8.0.17', 'mongo', /mongodb: its image is not pinned/],
  ['a tree that may be written', 'read_only: true', 'read_only: false', /its tree may be written/],
  ['capabilities', 'cap_drop: [ALL]', 'cap_drop: [NET_RAW]', /it keeps capabilities/],
  ['root', 'user: 999:999', 'user: 0:0', /mongodb: it may run as root/],
  ['no limit', 'memory: 128M, ', '', /redis: it has no limit of memory/],
  [
    'a door to everybody',
    'PARLEY_BIND:-127.0.0.1}:${PARLEY_PORT',
    'PARLEY_BIND:-0.0.0.0}:${PARLEY_PORT',
    /gateway: port 8080/,
  ],
  ['no secrets', /^ {4}env_file: .*handoff\.env.*\n/m, '', /handoff: PARLEY_MONGODB_URL is not given/],
  ['secrets of another service', 'secrets}/nlu.env', 'secrets}/gateway.env', /nlu: PARLEY_REDIS_URL is no setting/],
  ['a misspelt setting', 'PARLEY_LLM_CHAIN: ', 'PARLEY_LLM_CHAN: ', /llm: PARLEY_LLM_CHAN is no setting/],
  ['another name on the bus', 'NATS_USER: actions', 'NATS_USER: insights', /actions: it does not come to the bus/],
  ['another app', '{ APP: nlu }', '{ APP: llm }', /nlu: it is built from another app/],
  ['a file that is not there', 'observability/alerts.yml:', 'observability/alarms.yml:', /alarms\.yml does not exist/],
  ['a folder of this machine that may be written', '/etc/nats:ro', '/etc/nats', /nats: may write to/],
  ['a fleet that reaches out', 'internal: true', 'internal: false', /the network of the fleet reaches out/],
] as const;

(loader ? describe : describe.skip)('docker-compose.yml (real: compose’s own loader, the services’ settings)', () => {
  let project: Project;
  beforeAll(() => {
    project = load(text);
  });

  it('is without fault', () => {
    expect(faultsOf(project, fleet)).toEqual([]);
  });

  it.each(mistakes)('is found out with %s', (_, from, to, found) => {
    const mistaken = text.replaceAll(typeof from === 'string' ? from : new RegExp(from, 'gm'), to);
    expect(mistaken).not.toBe(text);
    const said = (): string => {
      try {
        return faultsOf(load(mistaken), fleet).join('\n');
      } catch (error) {
        return (error as { stderr: string }).stderr;
      }
    };
    expect(said()).toMatch(found);
  });

  it('gives every service settings that it takes', () => {
    const told = Object.fromEntries(Object.keys(fleet).map((name) => [name, project.services[name]!.environment]));
    const read = `for (const [name, told] of Object.entries(${JSON.stringify(told)})) {
      process.env = told;
      (await import('${folder}/apps/' + name + '/dist/config.js')).readConfig(told);
    }`;
    const refused = (() => {
      try {
        return execFileSync(process.execPath, ['--input-type=module', '-e', read], { encoding: 'utf8', stdio: 'pipe' });
      } catch (error) {
        return (error as { stderr: string }).stderr;
      }
    })();
    expect(refused).toBe('');
  });
});

describe('what stands beside docker-compose.yml (real: nats-server)', () => {
  it('.env.example explains every variable that may be set', () => {
    const used = new Set([...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!));
    const told = [...example.matchAll(/^#?(\w+)=/gm)].map(([, name]) => name!);
    expect(told.sort()).toEqual([...used].sort());
  });

  it('.env.example gives the defaults', () => {
    const defaults = new Map([...text.matchAll(/\$\{(\w+):-([^}]+)\}/g)].map(([, name, value]) => [name!, value!]));
    const given = new Map([...example.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]));
    expect([...given].sort()).toEqual([...defaults].sort());
  });

  it('the bus takes its configuration with the passwords of the secrets', async () => {
    const lines = readFileSync(join(variables.PARLEY_SECRETS, 'nats.env'), 'utf8').trim().split('\n');
    const passwords = Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
    const nats = await findNatsServer(join(folder, '.parley', 'bin'), tell);
    const check = (env: Record<string, string>) =>
      execFileSync(nats, ['-t', '-c', join(folder, 'deploy/nats/nats-server.conf')], { env, stdio: 'pipe' });
    expect(() => check(passwords)).not.toThrow();
    const { PARLEY_NATS_LLM_PASSWORD: _, ...others } = passwords;
    expect(() => check(others)).toThrow(/PARLEY_NATS_LLM_PASSWORD/);
  });
});
