import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { services } from './fleet-plan.js';
import { secretsOf, type Secrets } from './secrets.js';

/** Where servers are, as the services see them. */
export interface Addresses {
  /** `host:port`. */
  readonly redis: string;
  /** With user and password; without it the fleet's own, which gets a password here. */
  readonly mongodb?: string | undefined;
  /** Another key seals from now on what `actions` keeps. */
  readonly newKey?: boolean;
}

type Variables = Readonly<Record<string, string>>;

const passwordVariable = (user: string): string => `PARLEY_NATS_${user.toUpperCase()}_PASSWORD`;

/** What each process is told in secret, by the name of its file: no service more than it needs. */
const secretFiles = (
  { nats, redis, mongodb, grafana, shop, sealing }: Secrets,
  addresses: Addresses,
): Readonly<Record<string, Variables>> => {
  const mongodbUrl = addresses.mongodb ?? `mongodb://parley:${mongodb}@mongodb:27017/?authSource=admin`;
  const ofService = (service: string): Variables => ({
    PARLEY_NATS_PASSWORD: nats[service]!,
    ...(service === 'gateway'
      ? { PARLEY_REDIS_URL: `redis://:${redis}@${addresses.redis}` }
      : { PARLEY_MONGODB_URL: mongodbUrl }),
    ...(service === 'actions' ? { PARLEY_ACTION_KEYS: sealing } : {}),
  });
  return {
    ...Object.fromEntries(services.map((service) => [service, ofService(service)])),
    nats: Object.fromEntries(services.map((service) => [passwordVariable(service), nats[service]!])),
    redis: { REDIS_PASSWORD: redis, REDISCLI_AUTH: redis },
    mongodb: { MONGO_INITDB_ROOT_USERNAME: 'parley', MONGO_INITDB_ROOT_PASSWORD: mongodb },
    grafana: { GF_SECURITY_ADMIN_PASSWORD: grafana },
    'demo-shop': { SHOP_API_KEY: shop.api, SHOP_ADMIN_KEY: shop.admin },
    demo: { SHOP_API_KEY: shop.api },
  };
};

/** Writes `<folder>/<name>.env` for each, for nobody else and no commit to read, and returns their names. What was made before stays the same. */
export const writeSecretFiles = (folder: string, addresses: Addresses): readonly string[] => {
  const files = Object.entries(secretFiles(secretsOf(folder, services, addresses), addresses));
  chmodSync(folder, 0o700);
  const ignore = join(folder, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  for (const [name, variables] of files) {
    const path = join(folder, `${name}.env`);
    const lines = Object.entries(variables).map(([variable, value]) => `${variable}=${value}\n`);
    writeFileSync(`${path}.new`, lines.join(''), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return files.map(([name]) => `${name}.env`);
};
