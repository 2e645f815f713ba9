import { inheritedEnvironment } from '../config.js';
import type { ProcessSpec } from '../process/process-spec.js';

/** What one user of the bus may do, as nats-server takes it in its configuration. */
export interface BusUser {
  readonly user: string;
  readonly permissions: {
    readonly publish: { readonly allow: readonly string[] };
    readonly subscribe: { readonly allow: readonly string[] };
    readonly allow_responses?: boolean;
  };
}

interface NatsServerPlan {
  readonly name: string;
  readonly program: string;
  /** Holds the streams; may be deleted while the server is down. */
  readonly folder: string;
  readonly configurationFile: string;
  readonly port: number;
  readonly users: readonly BusUser[];
  readonly passwords: Readonly<Record<string, string>>;
}

const LARGEST_MESSAGE_BYTES = 1024 * 1024;

/** JSON is a subset of the server's configuration language. */
const configuration = ({ name, folder, port, users, passwords }: NatsServerPlan): string =>
  JSON.stringify(
    {
      server_name: name,
      listen: `127.0.0.1:${port}`,
      max_payload: LARGEST_MESSAGE_BYTES,
      jetstream: { store_dir: folder, max_memory_store: 64 * 1024 * 1024, max_file_store: 4 * 1024 ** 3 },
      authorization: { users: users.map((user) => ({ ...user, password: passwords[user.user] })) },
    },
    null,
    2,
  );

/** One nats-server with JetStream. A second processor gains it nothing on a small machine and takes one from the services. */
export const natsServer = (plan: NatsServerPlan): ProcessSpec => ({
  name: plan.name,
  tier: 'server',
  command: plan.program,
  args: ['--config', plan.configurationFile],
  env: { ...inheritedEnvironment(), GOMAXPROCS: '1', GOMEMLIMIT: '96MiB' },
  files: [{ path: plan.configurationFile, text: configuration(plan) }],
  folders: [plan.folder],
  ready: { kind: 'nats', port: plan.port },
  live: { kind: 'nats', port: plan.port },
  dependsOn: [],
});
