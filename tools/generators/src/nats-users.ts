import type { BusUser } from '@parley/contracts';

/** Where nats-server finds a user's password, and under which key the Secret has it. */
const passwordOf = ({ user }: BusUser): string => `PARLEY_NATS_${user.toUpperCase()}_PASSWORD`;

/** What the chart of NATS takes: in `<< >>` stands what it writes without quotes, so that the server reads a variable. */
export const natsUsers = (users: readonly BusUser[]): object => ({
  config: {
    merge: {
      authorization: {
        users: users.map((user) => ({ ...user, password: `<< $${passwordOf(user)} >>` })),
      },
    },
  },
  container: {
    env: Object.fromEntries(
      users.map(passwordOf).map((key) => [key, { valueFrom: { secretKeyRef: { name: 'parley-nats', key } } }]),
    ),
  },
});
