import type { BusUser } from '@parley/contracts';

const MIB = 1024 * 1024;

/** The variable that a user's password is in, such as `PARLEY_NATS_GATEWAY_PASSWORD`. */
const variableOf = (user: string): string => `$PARLEY_NATS_${user.toUpperCase()}_PASSWORD`;

/**
 * A nats-server's configuration for containers: every user with what it may do, its password from the environment.
 * Monitoring, which the health check asks, is not to be reached from outside.
 */
export const busConfiguration = (users: readonly BusUser[]): string => {
  const configuration = {
    server_name: 'nats',
    listen: '0.0.0.0:4222',
    http: '127.0.0.1:8222',
    max_payload: MIB,
    // Streams live in memory: what is in them is in their producers' logs, too.
    jetstream: { store_dir: '/data', max_memory_store: 64 * MIB, max_file_store: 32 * MIB },
    authorization: { users: users.map((user) => ({ ...user, password: variableOf(user.user) })) },
  };
  const json = JSON.stringify(configuration, null, 2);
  return `# Written by \`npm run bus-users\`.\n${json.replace(/"(\$PARLEY_NATS_\w+)"/g, '$1')}\n`;
};
