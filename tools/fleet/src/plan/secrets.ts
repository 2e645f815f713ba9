import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Passwords of one fleet among its own parts; nobody else needs them. */
export interface Secrets {
  readonly redis: string;
  /** By user of the bus. */
  readonly nats: Readonly<Record<string, string>>;
  /** Of the fleet's own MongoDB and of Grafana's admin, where the fleet runs in containers. */
  readonly mongodb: string;
  readonly grafana: string;
  /** Of the demo shop's orders API and of the switches of its faults. */
  readonly shop: { readonly api: string; readonly admin: string };
  /** Keys under which `actions` keeps what is secret, the newest first: `<id>:<32 bytes in base64url>`, by commas. */
  readonly sealing: string;
}

/** Begins with a letter: nats-server reads what an environment variable holds as a value of its configuration language. */
const password = (): string => `p${randomBytes(24).toString('base64url')}`;

const sealingKey = (number: number): string => `k${number}:${randomBytes(32).toString('base64url')}`;

/** A new key before those that were there: they still open what they sealed. */
const withNewKey = (keys: string): string => `${sealingKey(keys.split(',').length + 1)},${keys}`;

/**
 * Reads `<stateFolder>/secrets.json` (mode 0600) and makes once what is not in it yet. `newKey`: from now on another key
 * seals.
 */
export const secretsOf = (stateFolder: string, busUsers: readonly string[], { newKey = false } = {}): Secrets => {
  const path = join(stateFolder, 'secrets.json');
  const known = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Partial<Secrets>) : {};
  const secrets: Secrets = {
    redis: known.redis ?? password(),
    mongodb: known.mongodb ?? password(),
    grafana: known.grafana ?? password(),
    nats: { ...Object.fromEntries(busUsers.map((user) => [user, password()])), ...known.nats },
    shop: known.shop ?? { api: password(), admin: password() },
    sealing: known.sealing === undefined ? sealingKey(1) : newKey ? withNewKey(known.sealing) : known.sealing,
  };
  mkdirSync(stateFolder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return secrets;
};
